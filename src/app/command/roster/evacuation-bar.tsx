import { Check, Siren, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { putIncident } from '../../../client/state/live-store.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { Evacuation } from '../../../domain/records/evacuation.ts';
import type { Sector } from '../../../domain/records/sector.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useSignal } from '../../sound/use-signal.ts';
import { useLive, useServices } from '../../state/services.ts';
import { useAct } from '../../state/use-act.ts';
import { useBlock } from '../../state/use-block.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import { formatDuration, formatTime } from '../../ui/format.ts';
import { HoldButton } from '../../ui/hold-button.tsx';
import { nameIncidentPlace } from '../incident-place.ts';
import './life-bar.css';

/** Which sectors have not said that they are out. Without any, nobody can: it sounds until it is ended. */
export function listUnconfirmed(sectors: readonly Sector[], { confirmed }: Evacuation): Sector[] {
	return sectors.filter(({ id }) => !confirmed.some(({ sectorId }) => sectorId === id));
}

/**
 * Signals to leave that were given and not ended, above everything: the siren goes on until every sector has confirmed; only the commander
 * ends one.
 */
export function EvacuationBar() {
	const { t } = useTranslation();
	const incidents = useLive((state) => state.incidents);
	const sectors = useLive((state) => state.sectors);
	const given = incidents.flatMap((incident) => {
		const { evacuation, closedAtMs, id } = incident;
		if (!evacuation || evacuation.endedAtMs !== null || closedAtMs !== null) return [];
		const own = sectors.filter(({ incidentId }) => incidentId === id);
		return [{ incident, evacuation, own, open: listUnconfirmed(own, evacuation) }];
	});
	useSignal(
		'evacuation',
		given.some(({ own, open }) => own.length === 0 || open.length > 0),
	);
	if (given.length === 0) return null;
	return (
		<>
			<p className="visually-hidden" role="alert">
				{t('roster.evacuateAnnounce')}
			</p>
			{given.map(({ incident, evacuation, own }) => (
				<Signal key={incident.id} incident={incident} evacuation={evacuation} sectors={own} />
			))}
		</>
	);
}

interface SignalProps {
	readonly incident: Incident;
	readonly evacuation: Evacuation;
	readonly sectors: readonly Sector[];
}

function Signal({ incident, evacuation, sectors }: SignalProps) {
	const { t, i18n } = useTranslation();
	const { api, live } = useServices();
	const nowMs = useServerNow();
	const mayNotConfirm = useBlock('team.edit');
	const mayNotEnd = useBlock('command.edit');
	const { run, busy, error } = useAct();
	const open = listUnconfirmed(sectors, evacuation);
	const done = sectors.length - open.length;
	const isAllOut = sectors.length > 0 && open.length === 0;
	const failure = error === null ? null : sayError(i18n, error);
	const { orderedAtMs, reason, byName, confirmed } = evacuation;
	return (
		<section className="life-bar" aria-label={t('roster.evacuate')} data-incident={incident.id}>
			<div className="life-bar__row">
				<Siren size={24} strokeWidth={1.75} aria-hidden />
				<b className="life-bar__title">
					{t('roster.evacuating', { time: formatDuration((nowMs - orderedAtMs) / 1000) })}
				</b>
				<span className="ellipsis">
					{t('roster.evacuatingOf', { place: nameIncidentPlace(incident), reason, name: byName })}
				</span>
				<span className="grow" />
				<b>{sectors.length > 0 ? t('roster.confirmedOf', { done, total: sectors.length }) : t('roster.noSectors')}</b>
				<HoldButton
					hint={t('roster.endHint')}
					againLabel={t('roster.pressAgain')}
					refusal={mayNotEnd ?? (busy ? '' : null)}
					onHeld={() =>
						void run(async () =>
							putIncident(
								live,
								await api.endEvacuation(incident.id, t(isAllOut ? 'roster.endReasonAll' : 'roster.endReasonOff')),
							),
						)
					}
				>
					{t('roster.end')}
				</HoldButton>
			</div>
			{failure && (
				<p className="warn" role="status">
					<TriangleAlert size={16} strokeWidth={1.75} aria-hidden /> {failure.title} · {failure.code}
				</p>
			)}
			<div className="life-bar__sectors">
				{sectors.map(({ id, name }) => {
					const said = confirmed.find(({ sectorId }) => sectorId === id);
					return said ? (
						<span key={id} className="life-bar__done">
							<Check size={16} strokeWidth={1.75} aria-hidden />
							{t('roster.confirmed', { name, time: formatTime(said.atMs) })}
						</span>
					) : (
						<button
							key={id}
							type="button"
							className="btn life-bar__main"
							disabled={mayNotConfirm !== null || busy}
							title={mayNotConfirm ?? undefined}
							onClick={() => void run(async () => putIncident(live, await api.confirmEvacuation(incident.id, id)))}
						>
							{t('roster.confirmSector', { name })}
						</button>
					);
				})}
			</div>
		</section>
	);
}
