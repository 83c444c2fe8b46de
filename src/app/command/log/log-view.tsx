import { ArrowDownWideNarrow, ArrowUpNarrowWide, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { RecordedEvent } from '../../../domain/records/change.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useIsReplay } from '../../state/replay-context.ts';
import { formatTime } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { RadioField } from '../../ui/radio-field.tsx';
import { EmptyState, Notice, Skeleton } from '../../ui/states.tsx';
import { createEventWords } from './event-words.ts';
import { filterEntries, type LogEntry, listEntries, type OwnNote } from './list-entries.ts';
import { LogList } from './log-list.tsx';
import { LOG_FILTERS, type LogFilter, type SaidEvent } from './say-event.ts';
import { useLog } from './use-log.ts';

interface LogViewProps {
	readonly incident: Incident;
	readonly onCorrect: (note: OwnNote) => void;
}

/** The lines of the log with what narrows them; new ones come as they happen. */
export function LogView({ incident, onCorrect }: LogViewProps) {
	const { t, i18n } = useTranslation();
	const { events, status, error, refresh } = useLog(incident.id);
	const [filter, setFilter] = useState<LogFilter | 'all'>('all');
	const [find, setFind] = useState('');
	const [isNewestFirst, setIsNewestFirst] = useState(true);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is said is said in one language.
	const cache = useMemo(() => new WeakMap<RecordedEvent, SaidEvent>(), [i18n.language]);
	const entries = useMemo(
		() => listEntries(createEventWords(i18n, events), events, cache),
		[i18n, i18n.language, events, cache],
	);
	const shown = useMemo(() => {
		const left = filterEntries(entries, filter, find);
		return isNewestFirst ? left.toReversed() : left;
	}, [entries, filter, find, isNewestFirst]);
	const isNarrowed = shown.length < entries.length;
	const failure = status === 'failed' ? sayError(i18n, error) : null;
	return (
		<>
			<div className="log__narrow">
				<RadioField
					legend={t('log.filter')}
					name="log-filter"
					className="chips"
					value={filter}
					options={(['all', ...LOG_FILTERS] as const).map((value) => ({ value, label: t(`log.filters.${value}`) }))}
					onChange={setFilter}
				/>
				<div className="log__find">
					<Search size={16} strokeWidth={1.75} aria-hidden />
					<input
						className="input"
						type="search"
						value={find}
						placeholder={t('log.find')}
						aria-label={t('log.find')}
						onChange={(event) => setFind(event.target.value)}
					/>
					<span className="dim nowrap">
						{isNarrowed
							? t('log.counted', { count: shown.length, total: entries.length })
							: t('log.count', { count: entries.length })}
					</span>
					<IconButton
						icon={isNewestFirst ? ArrowDownWideNarrow : ArrowUpNarrowWide}
						label={t(isNewestFirst ? 'log.newestFirst' : 'log.oldestFirst')}
						small
						onClick={() => setIsNewestFirst(!isNewestFirst)}
					/>
				</div>
			</div>
			{failure && (
				<Notice title={`${t('log.failed')} · ${failure.title}`} detail={failure.detail} code={failure.code}>
					<button type="button" className="btn btn--row" onClick={refresh}>
						{t('log.retry')}
					</button>
				</Notice>
			)}
			{status === 'loading' && <Skeleton label={t('log.title')} />}
			{status === 'ready' && shown.length === 0 && (
				<EmptyState icon={Search} title={t(entries.length === 0 ? 'log.empty' : 'log.noMatch')} />
			)}
			{shown.length > 0 && <LogList entries={shown} incident={incident} onCorrect={onCorrect} />}
			<Announcer entries={entries} />
		</>
	);
}

/** Tells screen readers what is new, and only that: not what comes into sight by scrolling. */
function Announcer({ entries }: { readonly entries: readonly LogEntry[] }) {
	const { t } = useTranslation();
	const isReplay = useIsReplay();
	const toldSeq = useRef<number | null>(null);
	const [told, setTold] = useState<readonly LogEntry[]>([]);
	useEffect(() => {
		const last = entries.at(-1)?.event.seq;
		if (last === undefined) return;
		const since = toldSeq.current;
		toldSeq.current = last;
		if (since !== null && !isReplay) setTold(entries.filter(({ event }) => event.seq > since).slice(-MOST_TOLD));
	}, [entries, isReplay]);
	return (
		<div className="visually-hidden" role="log" aria-live="polite" aria-label={t('log.title')}>
			{told.map(({ event, said }) => (
				<p key={event.seq}>
					{formatTime(event.atMs)} {said.text}
				</p>
			))}
		</div>
	);
}

const MOST_TOLD = 5;
