export { BotFrontPanel } from './bot-front-panel.tsx';
