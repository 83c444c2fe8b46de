import { Droplets } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bboxAround } from '../../../domain/geo/lon-lat.ts';
import { sayError } from '../../i18n/say-code.ts';
import { usePack, usePackVersion, useServices } from '../../state/services.ts';
import { formatFlow, formatNumber, joinQuantity } from '../../ui/format.ts';
import { EmptyState, Notice, Skeleton } from '../../ui/states.tsx';
import { WaterSymbol } from '../../ui/symbols.tsx';
import { FactRow, PackSourceLine } from './fact-row.tsx';
import { useFetched } from './use-fetched.ts';

const SEARCH_RADIUS_M = 20;

/** A hydrant, tank or natural source: state, flow, size, last test. Unknown flow stays unknown. */
export function WaterFacts({ id, lon, lat }: { readonly id: string; readonly lon: number; readonly lat: number }) {
	const { t, i18n } = useTranslation();
	const { api } = useServices();
	const pack = usePack();
	const fetched = useFetched(`water ${id} ${usePackVersion()}`, async (signal) => {
		const { water } = await api.findWater(bboxAround({ lon, lat }, SEARCH_RADIUS_M), {}, signal);
		return water.find((source) => source.id === id) ?? null;
	});
	if (fetched.status === 'loading') return <Skeleton label={t('pick.loading', { id })} />;
	if (fetched.status === 'failed') {
		const { title, detail, code } = sayError(i18n, fetched.error);
		return (
			<Notice title={title} detail={detail} code={code}>
				<button type="button" className="btn btn--row" onClick={fetched.retry}>
					{t('error.retry')}
				</button>
			</Notice>
		);
	}
	const source = fetched.value;
	if (!source) return <EmptyState icon={Droplets} title={t('pick.notFound', { id })} />;
	const { name, kind, state, flowLps, diameterMm, volumeM3, testedOn } = source;
	const holdsWater = kind === 'tank' || kind === 'natural';
	return (
		<>
			<p className="pick__name">{name ?? id}</p>
			<dl className="rows">
				<FactRow label={t('pick.kind')} value={t(`codes.waterKind.${kind}`)} />
				<FactRow
					label={t('water.state')}
					value={
						<>
							<WaterSymbol kind={kind} state={state} /> {t(`codes.waterState.${state}`)}
						</>
					}
				/>
				<FactRow
					label={t('water.flow')}
					value={flowLps === null ? null : joinQuantity(formatFlow(flowLps))}
					reason={t('water.flowUnknown')}
				/>
				{holdsWater ? (
					<FactRow label={t('water.volume')} value={volumeM3 === null ? null : `${formatNumber(volumeM3)} m³`} />
				) : (
					<FactRow label={t('water.diameter')} value={diameterMm === null ? null : `${formatNumber(diameterMm)} mm`} />
				)}
				<FactRow label={t('water.tested')} value={testedOn} reason={t('water.neverTested')} />
				<FactRow label={t('target.id')} value={id} />
			</dl>
			<PackSourceLine source={source.source} sources={pack.status === 'ready' ? pack.manifest.sources : []} />
		</>
	);
}
