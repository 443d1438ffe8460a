export { Satisfaction } from './satisfaction.tsx';
export { SurveyNews } from './survey-news.tsx';
