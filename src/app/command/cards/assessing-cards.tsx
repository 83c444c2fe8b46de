import { Building, Building2, CircleAlert, ClipboardList, Construction, Droplet, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { useLive } from '../../state/services.ts';
import { Card } from '../../ui/card.tsx';
import { formatPosition, formatTime } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { nameIncidentPlace } from '../incident-place.ts';
import { LevelChip } from '../level-chip.tsx';

/** After this time without an assessment the card says that it takes longer than it should. */
const LONG_MS = 10_000;

/** The six cards while an incident has no assessment: the first says what is known already, the others keep their places. */
export function AssessingCards({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const rest: readonly (readonly [number, LucideIcon, string])[] = [
		[2, Construction, t('aerial.region')],
		[3, Droplet, t('water.region')],
		[4, Building, t('surroundings.region')],
		[5, CircleAlert, t('zones.region')],
		[6, ClipboardList, t('plan.region')],
	];
	return (
		<>
			<Card number={1} icon={Building2} title={t('target.region')} answer={t('assessing.title')}>
				<KnownFacts incident={incident} />
				<Awaited incident={incident} />
			</Card>
			{rest.map(([number, icon, title]) => (
				<Card key={number} number={number} icon={icon} title={title} answer={t('assessing.title')} />
			))}
		</>
	);
}

function KnownFacts({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { type, level, description, lon, lat, createdAtMs, origin } = incident;
	const place = nameIncidentPlace(incident);
	const position = formatPosition(lon, lat);
	const rows = [
		[t('assessing.place'), place],
		...(place === position ? [] : [[t('assessing.position'), position] as const]),
		[t('incident.received'), `${formatTime(createdAtMs)} · ${t(`codes.origin.${origin}`)}`],
		[t('incident.callerSays'), description || t('incident.noWords')],
	] as const;
	return (
		<>
			<p className="assessing__title">
				<b>{t(`codes.incidentType.${type}`)}</b> <LevelChip level={level} />
			</p>
			<dl className="rows">
				{rows.map(([label, value]) => (
					<div className="row" key={label}>
						<dt className="row__label">{label}</dt>
						<dd className="row__value row__value--plain">{value}</dd>
					</div>
				))}
			</dl>
		</>
	);
}

function Awaited({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const offsetMs = useLive((state) => state.serverOffsetMs) ?? 0;
	const isLong = useNow() + offsetMs - incident.updatedAtMs > LONG_MS;
	return (
		<p className="soft" role="status">
			{t(isLong ? 'assessing.long' : 'assessing.hint')}
		</p>
	);
}
