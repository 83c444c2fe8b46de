import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { LogEntry, OwnNote } from './list-entries.ts';
import { LogRow } from './log-row.tsx';

/** Above so many lines only those in sight are made. */
const VIRTUAL_ABOVE = 200;
/** Of a line of one row, px. */
const USUAL_PX = 30;

interface LogListProps {
	readonly entries: readonly LogEntry[];
	readonly incident: Incident;
	readonly onCorrect: (note: OwnNote) => void;
}

/** Lines of the log that are walked with up and down, Home and End; Enter shows on the map where one happened. */
export function LogList({ entries, incident, onCorrect }: LogListProps) {
	const { t } = useTranslation();
	const scroller = useRef<HTMLDivElement>(null);
	const [currentSeq, setCurrentSeq] = useState<number | null>(null);
	const isVirtual = entries.length > VIRTUAL_ABOVE;
	const virtualizer = useVirtualizer({
		count: isVirtual ? entries.length : 0,
		getScrollElement: () => scroller.current,
		estimateSize: () => USUAL_PX,
		getItemKey: (index) => entries[index]?.event.seq ?? index,
		overscan: 12,
	});
	const found = entries.findIndex(({ event }) => event.seq === currentSeq);
	const current = found === -1 ? 0 : found;

	const goTo = (index: number) => {
		const entry = entries[Math.min(Math.max(index, 0), entries.length - 1)];
		if (!entry) return;
		const { seq } = entry.event;
		setCurrentSeq(seq);
		if (isVirtual) virtualizer.scrollToIndex(entries.indexOf(entry));
		// A line that was not in sight is made first.
		requestAnimationFrame(() =>
			requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`)?.focus()),
		);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const steps: Record<string, number> = {
			ArrowDown: current + 1,
			ArrowUp: current - 1,
			PageDown: current + 10,
			PageUp: current - 10,
			Home: 0,
			End: entries.length - 1,
		};
		const next = steps[event.key];
		if (next === undefined || !(event.target instanceof HTMLElement && event.target.dataset.seq)) return;
		event.preventDefault();
		goTo(next);
	};
	const renderRow = (entry: LogEntry, index: number) => (
		<LogRow
			entry={entry}
			incident={incident}
			isCurrent={index === current}
			onFocus={() => setCurrentSeq(entry.event.seq)}
			onCorrect={onCorrect}
		/>
	);
	const before = virtualizer.getVirtualItems();
	return (
		<div className="log__scroll" ref={scroller}>
			<ol
				className="log__list"
				aria-label={t('log.list')}
				onKeyDown={onKeyDown}
				style={isVirtual ? { height: virtualizer.getTotalSize() } : undefined}
			>
				{isVirtual
					? before.map(({ index, key, start }) => {
							const entry = entries[index];
							return (
								entry && (
									<li
										key={key}
										ref={virtualizer.measureElement}
										data-index={index}
										aria-setsize={entries.length}
										aria-posinset={index + 1}
										style={{ position: 'absolute', insetInline: 0, translate: `0 ${start}px` }}
									>
										{renderRow(entry, index)}
									</li>
								)
							);
						})
					: entries.map((entry, index) => <li key={entry.event.seq}>{renderRow(entry, index)}</li>)}
			</ol>
		</div>
	);
}
