import { useTranslation } from 'react-i18next';
import type { BuildingResponse } from '../../../domain/api.ts';
import type { Basis, Sourced } from '../../../domain/building.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { formatArea, formatHeight, formatNumber, joinQuantity } from '../../ui/format.ts';
import { Notice, Skeleton } from '../../ui/states.tsx';
import { Value, ValueRow } from '../../ui/value.tsx';
import { FactRow, SourceLine } from './fact-row.tsx';
import { useFetched } from './use-fetched.ts';

/** Every property of one building, each with its source and basis. */
export function BuildingFacts({ fid }: { readonly fid: number }) {
	const { t, i18n } = useTranslation();
	const { api } = useServices();
	const fetched = useFetched(`building ${fid}`, (signal) => api.readBuilding(fid, signal));
	if (fetched.status === 'loading') return <Skeleton label={t('pick.loading', { id: fid })} />;
	if (fetched.status === 'failed') {
		const { detail, code } = sayError(i18n, fetched.error);
		return (
			<Notice title={t('pick.failed')} detail={detail} code={code}>
				<button type="button" className="btn btn--row" onClick={fetched.retry}>
					{t('error.retry')}
				</button>
			</Notice>
		);
	}
	return <Facts building={fetched.value} />;
}

function Facts({ building }: { building: BuildingResponse }) {
	const { t } = useTranslation();
	const date = building.provenance?.date ?? null;
	const sourced = (value: unknown, basis: Basis = 'registered', note: string | null = null): Sourced =>
		value === null
			? { basis: 'unknown', source: building.source, date, note: note ?? 'not-on-file' }
			: { basis, source: building.source, date, note };
	const computed = (note: string): Sourced => ({ basis: 'computed', source: 'fengtu', date, note });
	const { heightM, heightBasis, minHeightM, floors, floorsBelow, year, tags } = building;
	const structure = building.structure === 'unknown' ? null : building.structure;
	const use = building.use === 'unknown' ? null : building.use;
	const address = [building.street, building.houseNumber].filter(Boolean).join(' ') || null;
	const heightNote =
		heightM === null
			? floors === null
				? 'no-floor-count'
				: null
			: heightBasis === 'estimated'
				? 'floors-x-storey-height'
				: null;
	return (
		<>
			{building.name && <p className="pick__name">{building.name}</p>}
			<dl className="values">
				<Value
					label={t('target.height')}
					quantity={heightM === null ? null : formatHeight(heightM)}
					sourced={sourced(heightM, heightBasis, heightNote)}
				/>
				<Value
					label={t('target.floors')}
					quantity={floors === null ? null : { text: formatNumber(floors), unit: '' }}
					extra={floorsBelow ? ` / −${floorsBelow}` : undefined}
					sourced={sourced(floors)}
				/>
				<Value
					label={t('target.footprint')}
					quantity={formatArea(building.footprintM2)}
					sourced={computed('from-footprint')}
				/>
				<Value
					label={t('target.perimeter')}
					quantity={{ text: formatNumber(building.perimeterM), unit: 'm' }}
					sourced={computed('outer-walls-only')}
				/>
			</dl>
			<dl className="rows">
				<ValueRow label={t('target.address')} value={address} sourced={sourced(address)} />
				<ValueRow label={t('pick.town')} value={building.town} sourced={sourced(building.town)} />
				<ValueRow
					label={t('target.structure')}
					value={structure && t(`codes.structure.${structure}`)}
					sourced={sourced(structure)}
				/>
				<ValueRow label={t('target.use')} value={use && t(`codes.use.${use}`)} sourced={sourced(use)} />
				<ValueRow
					label={t('target.year')}
					value={year === null ? null : t('target.yearValue', { year })}
					sourced={sourced(year)}
				/>
				{minHeightM !== null && (
					<ValueRow
						label={t('pick.minHeight')}
						value={joinQuantity(formatHeight(minHeightM))}
						sourced={sourced(minHeightM)}
					/>
				)}
				<FactRow label={t('target.id')} value={building.id} />
			</dl>
			{Object.keys(tags).length > 0 && (
				<details>
					<summary>{t('pick.tags')}</summary>
					<dl className="rows">
						{Object.entries(tags).map(([key, value]) => (
							<FactRow key={key} label={key} value={value} />
						))}
					</dl>
				</details>
			)}
			<SourceLine title={building.provenance?.title ?? building.source} date={date} />
		</>
	);
}
