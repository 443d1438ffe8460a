// How customers are asked, when it is over, how it was: the questions that are due, and the thanks for an answer by number.
export { sendDueSurveys } from './surveying/send-surveys.service.ts';
export { surveyTasks } from './surveying/thank.service.ts';
