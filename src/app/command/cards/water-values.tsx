import { useTranslation } from 'react-i18next';
import type { Supply, SupplySource } from '../../../domain/alert/supply.ts';
import type { Assessment, WaterInReach } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import type { PictureLit } from '../../../scene/layers/tactics-picture.ts';
import { sayNote } from '../../i18n/say-code.ts';
import { formatDistance, formatFlow } from '../../ui/format.ts';
import { useCompact } from '../../ui/use-compact.ts';
import { Value } from '../../ui/value.tsx';

/** What a number of water was taken from, on the map: the hose. */
export function litHose({ hoseLine }: SupplySource): PictureLit | undefined {
	return hoseLine.length > 1 ? { points: [], lines: [hoseLine], polygons: [] } : undefined;
}

/** How the length of a source's hose came about. */
export function hoseSourced(supply: Supply, source: SupplySource): Sourced {
	return { ...(supply.bases.hoseM ?? UNKNOWN), ...source.sources.hoseM };
}

/** How the flow of a source at the end of its hose came about. */
export function sourceFlow(
	supply: Supply,
	{ flowLps, ownLps, volumeM3, why }: SupplySource,
	source: WaterInReach,
): Sourced {
	const { state, flowLps: fileLps } = source;
	return {
		...(supply.bases.availableLps ?? UNKNOWN),
		basis: flowLps === null ? 'unknown' : 'computed',
		note: why?.code ?? null,
		inputs: { state, fileLps, ...(volumeM3 !== null && { volumeM3 }), ownLps },
	};
}

const UNKNOWN: Sourced = { basis: 'unknown', source: 'fengtu', date: null, note: null };

/** The three figures of card 3: there, needed, nearest. */
export function SupplyValues({ assessment, supply }: { readonly assessment: Assessment; readonly supply: Supply }) {
	const { t, i18n } = useTranslation();
	const { sources, availableLps, neededLps, neededBy, bases } = supply;
	const counted = sources.filter((source) => source.counted);
	const states = new Map(assessment.water.map(({ id, state }) => [id, state]));
	const nearest = counted[0] ?? sources.find(({ id, hoseM }) => hoseM !== null && states.get(id) !== 'faulty');
	const lengths = nearest?.lengths == null ? null : t('supply.lengths', { count: nearest.lengths });
	const geometry = nearest && litHose(nearest);
	const isCompact = useCompact();
	return (
		<dl className="values">
			<Value
				label={t('supply.available')}
				quantity={availableLps === null ? null : formatFlow(availableLps)}
				remark={t('supply.counted', { count: counted.length })}
				sourced={bases.availableLps ?? UNKNOWN}
				geometry={{ points: [], lines: counted.map(({ hoseLine }) => hoseLine), polygons: [] }}
			/>
			<Value
				label={t('supply.needed')}
				quantity={neededLps === null ? null : formatFlow(neededLps)}
				{...(neededBy && { remark: t(`supply.method.${METHOD_KEYS[neededBy]}`) })}
				sourced={bases.neededLps ?? UNKNOWN}
			/>
			<Value
				label={nearest && !isCompact ? t('supply.nearest', { id: nearest.id }) : t('supply.nearestNone')}
				quantity={nearest?.hoseM == null ? null : formatDistance(nearest.hoseM)}
				{...(lengths !== null && !isCompact && { extra: ` · ${lengths}` })}
				remark={
					nearest?.why ? sayNote(i18n, nearest.why.code) : isCompact ? (lengths ?? '') : t('supply.roundBuildings')
				}
				sourced={nearest ? hoseSourced(supply, nearest) : { ...UNKNOWN, note: 'none-known-to-work' }}
				{...(geometry && { geometry })}
			/>
		</dl>
	);
}

/** Ways of reckoning the need, by the key of their words. */
export const METHOD_KEYS = {
	'gb-50974-3.3.2': 'table',
	'area-intensity': 'areaIntensity',
	nfa: 'nfa',
	iowa: 'iowa',
} as const;

/** Older records: the nearest source in a straight line and the sum of the flows on file. */
export function KnownFlows({ assessment: { water, target } }: { readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const usable = water.filter(({ state }) => state === 'ok');
	const nearest = usable[0] ?? water.find(({ state }) => state !== 'faulty');
	const flows = usable.flatMap(({ flowLps }) => (flowLps === null ? [] : [flowLps]));
	const missing = usable.length - flows.length;
	const computed = (note: string, date: string | null): Sourced => ({ ...UNKNOWN, basis: 'computed', note, date });
	return (
		<dl className="values values--two">
			<Value
				label={
					nearest && nearest.state !== 'ok'
						? t('water.nearestUnsure', { state: t(`codes.waterState.${nearest.state}`) })
						: t('water.nearest')
				}
				quantity={nearest ? formatDistance(nearest.distanceM) : null}
				sourced={
					nearest
						? computed(target ? 'straight-from-wall' : 'straight-from-point', nearest.testedOn)
						: { ...UNKNOWN, note: 'none-known-to-work' }
				}
			/>
			<Value
				label={t('water.available')}
				quantity={flows.length > 0 ? formatFlow(flows.reduce((sum, flow) => sum + flow, 0)) : null}
				{...(missing > 0 && { remark: t('water.availableReason', { missing }) })}
				sourced={flows.length > 0 ? computed('sum-of-known-flows', null) : { ...UNKNOWN, note: 'no-flow-on-file' }}
			/>
		</dl>
	);
}
