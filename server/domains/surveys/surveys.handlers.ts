import { type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { ensureViewed } from '#server/domains/audit/record-view.service.ts';
import { surveyAnswers, surveyReport, surveysOf } from './report.service.ts';
import { setSurvey, surveySettings, unsetSurvey } from './settings.service.ts';
import { answerInChat } from './visitor-answer.service.ts';

export const surveysCommands = {
  'survey:set': setSurvey,
  'survey:unset': unsetSurvey,
  'visitor:answer-survey': async (work, asking, input) => {
    await answerInChat(work, asking, input);
    return {};
  },
} satisfies Partial<CommandHandlers>;

export const surveysQueries = {
  'survey.settings': async (deps, asking) => {
    demand(asking, 'settings.read');
    return surveySettings(deps);
  },
  'survey.report': surveyReport,
  'survey.list': surveyAnswers,
  'survey.of': async (deps, asking, { customerId }) => {
    demand(asking, 'thread.read');
    await ensureViewed(deps, asking, customerId);
    return surveysOf(deps, customerId);
  },
} satisfies Partial<QueryHandlers>;
