export { FindArticle } from './find-article.tsx';
export { KnowledgePage } from './knowledge-page.tsx';
