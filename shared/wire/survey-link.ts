import { z } from 'zod';
import { localeSchema } from '../domain/people.ts';
import { scoreSchema, surveyCommentSchema } from '../domain/survey.ts';

/** The secret of a link, and the one its browser made: asked again with both, the answer is the same. */
const keys = { token: z.string().max(200), browser: z.string().min(20).max(200) };

export const surveyLookInSchema = z.object(keys);
export const surveyLookOutSchema = z.object({
  locale: localeSchema,
  question: z.string(),
  /** This browser has answered already, and may do so once more. */
  answered: z.boolean(),
});
export type SurveyLook = z.infer<typeof surveyLookOutSchema>;

export const surveyAnswerInSchema = z.object({ ...keys, score: scoreSchema, comment: surveyCommentSchema.optional() });
export const surveyAnswerOutSchema = z.object({ thanks: z.string() });
