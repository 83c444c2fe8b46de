import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../domain/assessment.ts';
import type { Incident } from '../../../domain/incident.ts';
import { useUi } from '../../state/services.ts';
import type { TacticsLayers } from '../../state/ui-store.ts';
import { useShownAssessment } from '../../state/use-shown-assessment.ts';
import { TacticsKey, type TacticsKeyKind } from '../../ui/tactics-symbols.tsx';

/** Entries of the legend for what the map draws of the assessment now; nothing that is not drawn is explained. */
export function TacticsLegend({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const layers = useUi((state) => state.tactics);
	const { assessment } = useShownAssessment(incident);
	if (!assessment) return null;
	return listTacticsKeys(assessment, layers).map((kind) => (
		<li key={kind}>
			<TacticsKey kind={kind} /> {t(`whatIf.legend.${kind}`)}
		</li>
	));
}

/** What of an assessment is on the map, as far as the legend tells it apart. */
export function listTacticsKeys(assessment: Assessment, layers: TacticsLayers): TacticsKeyKind[] {
	const { target, aerial, supply, zones, force, situation } = assessment;
	const drawnZones = layers.zones ? (zones?.zones ?? []).filter(({ polygons }) => polygons.length > 0) : [];
	const hasZone = (state: 'active' | 'contingent') =>
		drawnZones.some((zone) => zone.kind !== 'smoke' && zone.state === state);
	const drawn: readonly (readonly [TacticsKeyKind, boolean | undefined])[] = [
		['reach', layers.reach && aerial?.appliances.some(({ sidesReached }) => sidesReached > 0)],
		['spot', layers.spots && aerial?.spots.some(({ verdict }) => verdict !== 'unusable')],
		['hose', layers.hoses && supply?.sources.some(({ counted, hoseLine }) => counted && hoseLine.length > 1)],
		['zone', hasZone('contingent')],
		['zoneActive', hasZone('active')],
		['smoke', drawnZones.some(({ kind }) => kind === 'smoke')],
		['fireFloor', target !== null && (situation.fireFloor ?? 0) > 0],
		['post', layers.posts && zones?.posts.some(({ kind }) => kind !== 'uav')],
		['uav', layers.uav && zones !== null && zones.orbit !== null],
		['coverage', layers.coverage && (force?.coverage?.polygons.length ?? 0) > 0],
	];
	return drawn.filter(([, isDrawn]) => isDrawn).map(([kind]) => kind);
}
