import { useTranslation } from 'react-i18next';
import { findSubstance } from '../../../domain/alert/substances.ts';
import type { Zone } from '../../../domain/alert/zones.ts';
import { sayReason } from '../../i18n/say-code.ts';
import { useServices, useWhatIf } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { readSituation, setSituation } from '../../state/what-if-store.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { compassSector, formatDistance, formatExact, joinQuantity } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useLightOn } from '../use-light-on.ts';

interface ZoneRowProps {
	readonly zone: Zone;
	/** As Situation.substance. */
	readonly substance: string | null;
}

/** Distances are told to a tenth. */
const ROUNDING_M = 0.06;

/** One zone: how its distance comes about, whether it is active, and for collapse the switch. */
export function ZoneRow({ zone, substance }: ZoneRowProps) {
	const { t, i18n } = useTranslation();
	const { kind, state, distanceM, reasons, sourced, polygons, id } = zone;
	const name = t(`zones.kind.${kind}`);
	const value = distanceM === null ? null : t('zones.distance', { distance: joinQuantity(formatDistance(distanceM)) });
	const why = reasons.map((reason) => sayReason(i18n, reason)).join(' · ');
	const lead = useLead(zone, substance);
	const light = useLightOn({ points: [], lines: [], polygons });
	// Without ground the first reason says why; else the row says how far and where.
	const tail = polygons.length === 0 ? why : kind === 'smoke' ? t('zones.indicative') : '';
	return (
		<div className="row zone" data-zone={id} data-state={state} title={why} {...light}>
			<span className="zone__name">{name}</span>
			<span className="soft ellipsis">{lead}</span>
			<BasisButton
				isStop
				className="row-value zone__value"
				label={name}
				value={value ?? t('value.unknown')}
				sourced={sourced}
				{...(polygons.length > 0 && { geometry: { points: [], lines: [], polygons } })}
			>
				<b>{value ?? t('value.unknown')}</b>
				<BasisTag basis={distanceM === null ? 'unknown' : sourced.basis} />
			</BasisButton>
			<span className="zone__tail ellipsis">{tail}</span>
			{kind === 'collapse' && distanceM !== null ? (
				<DefensiveSwitch state={state} />
			) : (
				<span className="zone__state" data-state={state}>
					{polygons.length > 0 && t(`zones.state.${state}`)}
				</span>
			)}
		</div>
	);
}

/** How the distance comes about, before it. */
function useLead({ kind, id, distanceM, sourced }: Zone, substanceId: string | null): string {
	const { t } = useTranslation();
	const language = useLanguage();
	const { factor, heightM, windFromDeg } = sourced.inputs ?? {};
	if (distanceM !== null && typeof factor === 'number' && typeof heightM === 'number') {
		const isLeast = Math.abs(factor * heightM - distanceM) > ROUNDING_M;
		return isLeast ? t('zones.least') : t('zones.timesHeight', { factor: formatExact(factor) });
	}
	if (kind === 'smoke' && distanceM !== null && typeof windFromDeg === 'number') {
		const sector = compassSector(windFromDeg + 180) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
		return t('zones.towards', { side: t(`compass.d${sector}`) });
	}
	if (kind !== 'hazmat-isolation') return '';
	if (id === 'hazmat-fire') return t('zones.fire');
	const substance = findSubstance(substanceId ?? 'unknown');
	return substance ? (language === 'en' ? substance.nameEn : substance.nameZh) : '';
}

/** Supposes that the fire is fought from outside, or takes it back; what the crews do is not touched by it. */
function DefensiveSwitch({ state }: { readonly state: Zone['state'] }) {
	const { t } = useTranslation();
	const { whatIf } = useServices();
	const incident = useCurrentIncident();
	const isOn = useWhatIf((supposed) => (incident ? readSituation(incident, supposed).defensive : state === 'active'));
	if (!incident) return <span className="zone__state">{t(`zones.state.${state}`)}</span>;
	return (
		<button
			type="button"
			className="btn btn--row"
			aria-pressed={isOn}
			title={t(isOn ? 'zones.deactivateHint' : 'zones.activateHint')}
			onClick={() => setSituation(whatIf, incident, { defensive: !isOn })}
		>
			{t(isOn ? 'zones.deactivate' : 'zones.activate')}
		</button>
	);
}
