import { AppError } from '#server/errors.ts';

const later = async (): Promise<never> => {
  throw new AppError('unavailable');
};

export const callbackCommands = {
  'callback:ask': later,
  'callback:claim': later,
  'callback:attempt': later,
  'callback:close': later,
  'callback:move': later,
};

export const callbackQueries = { 'callback.list': later };
