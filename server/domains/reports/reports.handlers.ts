import { demand, type QueryHandlers } from '#server/asking.ts';
import { readReport, readRows } from './reports.service.ts';

export const reportsQueries = {
  'report.read': (deps, asking, input) => {
    demand(asking, 'report.read');
    return readReport(deps, asking.locale, input);
  },
  'report.rows': (deps, asking, input) => {
    demand(asking, 'report.read');
    return readRows(deps, input);
  },
} satisfies Pick<QueryHandlers, 'report.read' | 'report.rows'>;
