import { Archive, FileText, History } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentRecord } from '../../domain/incident.ts';
import { sayError } from '../i18n/say-code.ts';
import { useServices } from '../state/services.ts';
import { Dialog } from '../ui/dialog.tsx';
import { formatDate, formatDuration, formatPosition, formatTime } from '../ui/format.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { EmptyState, Notice, Skeleton } from '../ui/states.tsx';
import { startReplay } from './start-replay.ts';
import './archive-dialog.css';

/** As many as the server tells at once. */
const MOST = 500;

/** Past incidents, newest first, found by place, number, type or date; a press replays one. */
export function ArchiveDialog({ onClose }: { readonly onClose: () => void }) {
	const { t, i18n } = useTranslation();
	const { api, ui } = useServices();
	const [records, setRecords] = useState<readonly IncidentRecord[] | null>(null);
	const [error, setError] = useState<unknown>(null);
	const [find, setFind] = useState('');
	useEffect(() => {
		const abort = new AbortController();
		api.listIncidents(MOST, abort.signal).then(
			({ incidents }) => setRecords(incidents.filter(({ closedAtMs }) => closedAtMs !== null)),
			(failure: unknown) => {
				if (!abort.signal.aborted) setError(failure);
			},
		);
		return () => abort.abort();
	}, [api]);
	const lines = useMemo(
		() =>
			(records ?? []).map((record) => {
				const place = record.given.address ?? formatPosition(record.lon, record.lat);
				const type = t(`codes.incidentType.${record.type}`);
				const day = formatDate(record.createdAtMs);
				return { record, place, type, day, text: `${record.id} ${place} ${type} ${day}`.toLowerCase() };
			}),
		[records, t],
	);
	const sought = find.toLowerCase().split(/\s+/).filter(Boolean);
	const shown = lines.filter(({ text }) => sought.every((word) => text.includes(word)));
	const failure = error === null ? null : sayError(i18n, error);
	return (
		<Dialog title={t('replay.archive')} closeLabel={t('log.photoClose')} wide onClose={onClose}>
			<div className="archive">
				<input
					className="input"
					type="search"
					data-first
					value={find}
					placeholder={t('replay.archiveHint')}
					aria-label={t('replay.archiveFind')}
					onChange={(event) => setFind(event.target.value)}
				/>
				{failure && <Notice title={failure.title} detail={failure.detail} code={failure.code} />}
				{records === null && !failure && <Skeleton label={t('replay.archiveLoading')} />}
				{records !== null && shown.length === 0 && <EmptyState icon={Archive} title={t('replay.archiveNone')} />}
				<ul className="archive__rows">
					{shown.map(({ record: { id, createdAtMs, closedAtMs }, place, type, day }) => (
						<li key={id} className="archive__row">
							<button
								type="button"
								className="row"
								title={t('replay.openHint')}
								onClick={() => {
									onClose();
									startReplay(ui, id);
								}}
							>
								<History size={16} strokeWidth={1.75} aria-hidden />
								<span className="nowrap">
									{day} {formatTime(createdAtMs)}
								</span>
								<span className="grow ellipsis">
									<b>{type}</b> {place}
								</span>
								<span className="row__end">
									<span className="dim">{id}</span>
									{formatDuration(((closedAtMs ?? createdAtMs) - createdAtMs) / 1000)}
								</span>
							</button>
							<IconButton
								icon={FileText}
								label={t('report.openOf', { place })}
								small
								onClick={() => {
									onClose();
									ui.setState({ report: id });
								}}
							/>
						</li>
					))}
				</ul>
				{records !== null && records.length >= MOST && (
					<p className="dim">{t('replay.archiveMore', { count: MOST })}</p>
				)}
			</div>
		</Dialog>
	);
}
