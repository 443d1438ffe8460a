export { CustomerPanelPart } from './customer-panel.tsx';
