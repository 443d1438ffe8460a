import type { ReadDb } from '#server/db/handle.ts';
import {
  type BoardAgent,
  type BoardChange,
  type BoardDay,
  type BoardHandoff,
  type BoardQueue,
  type BoardTeam,
  DUES,
  FLOW_MS,
} from '#shared/domain/board.ts';
import { CALL_CHANNEL, CHANNELS, type Channel } from '#shared/domain/channels.ts';
import { callTargetSeconds, targetMinutes } from '#shared/domain/targets.ts';
import { agentsOfBoard } from './board-agents.repository.ts';
import { handoffsAmong, handoffsSince } from './board-handoffs.repository.ts';
import type { BoardPointer } from './board-pointer.ts';
import { type Day, dayOf } from './day.repository.ts';
import {
  type AnswerFacts,
  answersByChannel,
  arrivalsByChannel,
  type CallFacts,
  callsByTeam,
  concernedBy,
  type OpenFacts,
  openByChannel,
  type TeamFacts,
  teamsOfBoard,
} from './queues.repository.ts';

export type Board = {
  readonly day: BoardDay;
  readonly teams: BoardTeam[];
  readonly agents: BoardAgent[];
  readonly handoffs: BoardHandoff[];
};

/** The whole floor as committed now. */
export async function readBoard(db: ReadDb, at: Date): Promise<Board> {
  const day = await dayOf(db, at);
  const [teams, agents, handoffs] = await Promise.all([
    readTeams(db, null, { day, at }),
    agentsOfBoard(db, null, day),
    handoffsSince(db, new Date(at.getTime() - FLOW_MS)),
  ]);
  return { day: asDay(day), teams, agents, handoffs };
}

/** What pointers point at, as committed now: nothing else of the floor is read. */
export async function readBoardChange(db: ReadDb, pointer: BoardPointer, at: Date): Promise<BoardChange> {
  const [day, concerned] = await Promise.all([
    dayOf(db, at),
    concernedBy(db, pointer.conversationIds, pointer.callIds),
  ]);
  const teamIds = [...new Set([...pointer.teamIds, ...concerned.teamIds])];
  const agentIds = [...new Set([...pointer.agentIds, ...concerned.agentIds])];
  const [teams, agents, handoffs] = await Promise.all([
    teamIds.length === 0 ? [] : readTeams(db, teamIds, { day, at }),
    agentIds.length === 0 ? [] : agentsOfBoard(db, agentIds, day),
    handoffsAmong(db, {
      ids: pointer.handoffIds,
      conversationIds: pointer.conversationIds,
      since: new Date(at.getTime() - FLOW_MS),
    }),
  ]);
  const here = new Set(agents.map(({ id }) => id));
  const goneAgents = agentIds.filter((id) => !here.has(id));
  return { day: asDay(day), teams, agents, goneAgents, handoffs, escalations: pointer.escalations };
}

async function readTeams(
  db: ReadDb,
  only: readonly string[] | null,
  { day, at }: { day: Day; at: Date },
): Promise<BoardTeam[]> {
  const facts = await teamsOfBoard(db, only);
  const ids = facts.map(({ id }) => id);
  const [open, answers, calls, arrivals] = await Promise.all([
    openByChannel(db, ids, at),
    answersByChannel(db, ids, day),
    callsByTeam(db, ids, day),
    arrivalsByChannel(db, ids, at),
  ]);
  return facts.map((team) => {
    const ofTeam = <T extends { teamId: string }>(rows: readonly T[]): T[] =>
      rows.filter(({ teamId }) => teamId === team.id);
    const [call] = ofTeam(calls);
    const queues = CHANNELS.map((channel) => {
      const on = <T extends { channel: Channel }>(rows: readonly T[]): T[] =>
        rows.filter((row) => row.channel === channel);
      return asQueue(team, {
        channel,
        open: on(ofTeam(open))[0],
        answers: on(ofTeam(answers))[0],
        call: channel === CALL_CHANNEL ? call : undefined,
        arrived: on(ofTeam(arrivals)).map(({ bar, count }) => [bar, count]),
      });
    });
    return { id: team.id, name: team.name, queues: queues.filter((queue) => queue !== null) };
  });
}

type Facts = Pick<BoardQueue, 'channel' | 'arrived'> & {
  readonly open: OpenFacts | undefined;
  readonly answers: AnswerFacts | undefined;
  readonly call: CallFacts | undefined;
};

function asQueue(team: TeamFacts, { channel, open, answers, call, arrived }: Facts): BoardQueue | null {
  const isEmpty = open === undefined && answers === undefined && arrived.length === 0;
  const hasCalls = call !== undefined && call.ringing + call.answered > 0;
  if (isEmpty && !hasCalls) return null;
  const since = earlier(open?.since ?? null, call?.since ?? null);
  const dues = open?.dues ?? [];
  return {
    channel,
    waiting: (open?.waiting ?? 0) + (call?.ringing ?? 0),
    ...(since === null ? {} : { waitingSince: since.toISOString() }),
    open: open?.open ?? 0,
    pastDue: open?.pastDue ?? 0,
    dues: dues.slice(0, DUES).map((due) => due.toISOString()),
    moreDue: dues.length > DUES,
    answered: (answers?.answered ?? 0) + (call?.answered ?? 0),
    inTime: (answers?.inTime ?? 0) + (call?.inTime ?? 0),
    targetSeconds: channel === CALL_CHANNEL ? callTargetSeconds(team) : targetMinutes(team, channel, false) * 60,
    arrived,
  };
}

const earlier = (a: Date | null, b: Date | null): Date | null => {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
};

const asDay = ({ from, until }: Day): BoardDay => ({ from: from.toISOString(), until: until.toISOString() });
