export { CustomerPanelPart, type PanelSlots } from './customer-panel.tsx';
