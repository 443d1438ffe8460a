import type { SurveyLook } from '#shared/wire/survey-link.ts';
import type { Connection } from '../connection.ts';
import type { Store } from '../store.ts';
import type { Given } from '../view/score-form.ts';

export type Looked = { readonly state: 'open'; readonly look: SurveyLook } | { readonly state: Refused };
export type Refused = 'over' | 'wait' | 'unreachable';

type Parts = {
  readonly connection: Pick<Connection, 'post'>;
  readonly visits: Store;
  readonly token: string;
};

const SECRET = 'rate';
const REFUSED: Readonly<Record<string, Refused>> = {
  survey_over: 'over',
  invalid: 'over',
  not_found: 'over',
  rate_limited: 'wait',
};
const refused = (code: string): Refused => REFUSED[code] ?? 'unreachable';

/** The door to one question. The browser makes a secret of its own: only where it was answered can it be changed. */
export function createDoor({ connection, visits, token }: Parts) {
  function browser(): string {
    const known = visits.get(SECRET);
    if (known !== null) return known;
    const made = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(33))))
      .replace(/\+/g, '-')
      .replace(/\//g, '_');
    visits.set(SECRET, made);
    return made;
  }
  const keys = () => ({ token, browser: browser() });
  return {
    async look(): Promise<Looked> {
      const answer = await connection.post<SurveyLook>('/api/v1/survey/look', keys());
      return answer.ok ? { state: 'open', look: answer.data } : { state: refused(answer.error.code) };
    },
    async answer({ score, comment }: Given): Promise<{ readonly thanks: string } | Refused> {
      const said = { ...keys(), score, ...(comment === '' ? {} : { comment }) };
      const answer = await connection.post<{ thanks: string }>('/api/v1/survey/answer', said);
      return answer.ok ? answer.data : refused(answer.error.code);
    },
  };
}
