import { History, MapPin, OctagonAlert, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { RecordedEvent } from '../../../domain/records/change.ts';
import { startReplay } from '../../replay/start-replay.ts';
import { useIsReplay } from '../../state/replay-context.ts';
import { useServices } from '../../state/services.ts';
import { useSession } from '../../state/use-base.ts';
import { useRefusal } from '../../state/use-may.ts';
import { formatDate, formatTime } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { EntryFiles } from './entry-files.tsx';
import type { LogEntry, OwnNote } from './list-entries.ts';

/** How near the map goes to where something happened. */
const RANGE_M = 250;

interface LogRowProps {
	readonly entry: LogEntry;
	readonly incident: Incident;
	/** The one that Tab comes to. */
	readonly isCurrent: boolean;
	readonly onFocus: () => void;
	readonly onCorrect: (note: OwnNote) => void;
}

/** One line: when, what, who and from where; its files, and what can be done with it. */
export function LogRow({ entry, incident, isCurrent, onFocus, onCorrect }: LogRowProps) {
	const { t } = useTranslation();
	const { ui, selection } = useServices();
	const isReplay = useIsReplay();
	const refusal = useRefusal('note.add');
	const actorId = useSession(({ session }) => session?.actor?.id);
	const { event, said, happenedAtMs, files, note } = entry;
	const { place } = said;
	const day = formatDate(event.atMs);
	const isOtherDay = day !== formatDate(incident.createdAtMs);
	const showPlace = () => {
		if (!place) return;
		ui.setState({ request: { kind: 'fly', lon: place.lon, lat: place.lat, rangeM: RANGE_M } });
		selection.setState({ selected: { kind: 'place', lon: place.lon, lat: place.lat } });
	};
	const replay = () => {
		if (isReplay) ui.setState({ replayFromMs: event.atMs });
		else startReplay(ui, incident.id, event.atMs);
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a line of a list, no field of a form.
		<div
			className="log-row"
			role="group"
			aria-label={`${formatTime(event.atMs)} ${said.text}`}
			data-seq={event.seq}
			data-kind={event.kind}
			data-life={said.isLife || undefined}
			tabIndex={isCurrent ? 0 : -1}
			onFocus={onFocus}
			onKeyDown={(press) => {
				if (press.key !== 'Enter' || press.target !== press.currentTarget) return;
				press.preventDefault();
				showPlace();
			}}
		>
			<time className="log-row__time" dateTime={new Date(event.atMs).toISOString()} title={day}>
				{isOtherDay && <span>{day}</span>}
				{formatTime(event.atMs)}
			</time>
			<div className="log-row__what">
				<p>
					{said.isLife && <OctagonAlert className="log-row__life" size={16} strokeWidth={2} aria-hidden />}
					{said.text}{' '}
					<span className="dim">
						<Who event={event} />
						{happenedAtMs !== null && ` · ${t('log.late', { time: formatTime(happenedAtMs) })}`}
					</span>
				</p>
				{files.length > 0 && <EntryFiles files={files} />}
			</div>
			<span className="log-row__acts">
				{note && note.byId === actorId && !isReplay && (
					<IconButton icon={Pencil} label={t('log.correct')} small refusal={refusal} onClick={() => onCorrect(note)} />
				)}
				{place && <IconButton icon={MapPin} label={t('log.showPlace')} small onClick={showPlace} />}
				<IconButton icon={History} label={t('log.replayAt', { time: formatTime(event.atMs) })} small onClick={replay} />
			</span>
		</div>
	);
}

function Who({ event: { by, from } }: { readonly event: RecordedEvent }) {
	const { t } = useTranslation();
	const name = by.kind === 'user' || by.kind === 'service' ? by.name : t(`log.actors.${by.kind}`);
	return from === '' || by.kind === 'system' ? name : t('log.byFrom', { name, from });
}
