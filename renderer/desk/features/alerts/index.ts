export { DeskAlerts } from './desk-alerts.tsx';
