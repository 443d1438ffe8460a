/** An average as people say it: one digit after the point. */
export const scoreText = (average: number): string => average.toFixed(1);
