import type { i18n } from 'i18next';
import { Check, ShieldAlert, Timer, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Team } from '../../../domain/records/team.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useSignal } from '../../sound/use-signal.ts';
import { useLive, useServices } from '../../state/services.ts';
import { tellLive } from '../../state/tell-live.ts';
import { useAct } from '../../state/use-act.ts';
import { useBlock } from '../../state/use-block.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import { formatDuration } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { listDueTeams, type ParState } from './read-par.ts';
import './life-bar.css';

const SNOOZE_MS = 30_000;

/**
 * Teams inside that have to be accounted for now, of every open incident: the longest waiting by name, with its answer one press away. It
 * cannot be dismissed, only answered, or put off for 30 s, which silences it and leaves it standing.
 */
export function ParBar() {
	const teams = useLive((state) => state.teams);
	const open = useLive((state) => state.incidents);
	const nowMs = useServerNow();
	const openIds = new Set(open.filter(({ closedAtMs }) => closedAtMs === null).map(({ id }) => id));
	const due = listDueTeams(
		teams.filter(({ incidentId }) => openIds.has(incidentId)),
		nowMs,
	);
	const key = due.map(({ team }) => team.id).join();
	return due.length > 0 ? <DueBar key={key} due={due} /> : null;
}

function DueBar({ due }: { readonly due: ReturnType<typeof listDueTeams> }) {
	const { t, i18n } = useTranslation();
	const [snoozedUntilMs, setSnoozedUntilMs] = useState(0);
	const leftMs = snoozedUntilMs - useNow();
	const isSnoozed = leftMs > 0;
	useSignal('par', !isSnoozed);
	const [first, ...others] = due;
	if (!first) return null;
	const isOver = due.some(({ par }) => par.kind === 'overdue');
	const { team, par } = first;
	return (
		<section
			className="life-bar"
			data-tone={isOver ? undefined : 'attention'}
			aria-label={t(isOver ? 'roster.parTitleOver' : 'roster.parTitle', { name: team.name })}
		>
			<p className="visually-hidden" role="alert">
				{t('roster.parAnnounce', { name: team.name, count: team.people })}
			</p>
			<div className="life-bar__row">
				{isOver ? (
					<ShieldAlert size={22} strokeWidth={1.75} aria-hidden />
				) : (
					<Timer size={22} strokeWidth={1.75} aria-hidden />
				)}
				<b className="life-bar__title ellipsis">
					{t(par.kind === 'overdue' ? 'roster.parTitleOver' : 'roster.parTitle', { name: team.name })}
				</b>
				<b className="life-bar__time">{sayPar(i18n, par)}</b>
				{team.task && <span className="ellipsis">{team.task}</span>}
				<span className="grow" />
				<ParAnswer team={team} isPrimary />
				{isSnoozed ? (
					<span>{t('roster.parSnoozed', { seconds: Math.ceil(leftMs / 1000) })}</span>
				) : (
					<button type="button" className="btn" onClick={() => setSnoozedUntilMs(Date.now() + SNOOZE_MS)}>
						{t('roster.parSnooze')}
					</button>
				)}
			</div>
			{others.length > 0 && (
				<details>
					<summary>{t('roster.parMore', { count: others.length })}</summary>
					{others.map((other) => (
						<div key={other.team.id} className="life-bar__row">
							<b className="ellipsis">{other.team.name}</b>
							<span>{sayPar(i18n, other.par)}</span>
							<span className="grow" />
							<ParAnswer team={other.team} isPrimary={false} />
						</div>
					))}
				</details>
			)}
		</section>
	);
}

/** How long until a team is to be accounted for, since when it is late, or how many did not answer. */
export function sayPar({ t }: i18n, { kind, leftS, missing }: ParState): string {
	if (kind === 'outside' || leftS === null) return '';
	if (missing > 0) return t('roster.parShort', { count: missing });
	if (leftS > 0) return t('roster.parIn', { time: formatDuration(Math.ceil(leftS)) });
	return kind === 'due' && leftS > -1 ? t('roster.parDue') : t('roster.parOver', { time: formatDuration(-leftS) });
}

/** The answer of a team: all, by one press; or fewer, counted down and sent. */
export function ParAnswer({ team, isPrimary }: { readonly team: Team; readonly isPrimary: boolean }) {
	const { t, i18n } = useTranslation();
	const { api, live } = useServices();
	const block = useBlock('team.edit');
	const { run, busy, error } = useAct();
	const [count, setCount] = useState<number | null>(null);
	const answer = (people: number) =>
		void run(async () => {
			tellLive(live, 'team', await api.accountTeam(team.id, { people }));
			setCount(null);
		});
	const isLocked = block !== null || busy;
	const failure = error === null ? null : sayError(i18n, error);
	return (
		<span className="par-answer">
			{failure && (
				<span className="warn" title={failure.detail} role="status">
					<TriangleAlert size={16} strokeWidth={1.75} aria-hidden /> {failure.title}
				</span>
			)}
			{count === null ? (
				<button
					type="button"
					className={isPrimary ? 'btn life-bar__main' : 'btn btn--row'}
					disabled={isLocked}
					title={block ?? t('roster.parAnswer', { name: team.name, count: team.people })}
					onClick={() => answer(team.people)}
				>
					<Check size={16} strokeWidth={1.75} aria-hidden />
					{t('roster.parAll', { count: team.people })}
				</button>
			) : (
				<button
					type="button"
					className={isPrimary ? 'btn' : 'btn btn--row'}
					disabled={isLocked}
					title={block ?? undefined}
					onClick={() => answer(count)}
				>
					{t('roster.parAnswer', { name: team.name, count })}
				</button>
			)}
			<button
				type="button"
				className={isPrimary ? 'btn' : 'btn btn--row'}
				disabled={isLocked || count === 0}
				aria-label={`${team.name} ${t('roster.parFewer')}`}
				title={block ?? t('roster.parFewer')}
				onClick={() => setCount((count ?? team.people) - 1)}
			>
				−1
			</button>
			{count !== null && (
				<button
					type="button"
					className={isPrimary ? 'btn' : 'btn btn--row'}
					aria-label={t('forceBoard.cancel')}
					onClick={() => setCount(null)}
				>
					<X size={16} strokeWidth={1.75} aria-hidden />
				</button>
			)}
		</span>
	);
}
