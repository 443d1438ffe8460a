/** The jobs of web shops, for whoever starts a hub's jobs ([CH1]). */
export { shopActTasks, sweepShopActs } from './shop/act-tasks.ts';
