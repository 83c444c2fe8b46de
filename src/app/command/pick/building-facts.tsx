import { useTranslation } from 'react-i18next';
import type { BuildingResponse } from '../../../domain/api.ts';
import type { Basis, BuildingStatement, BuildingStructure, BuildingUse, Sourced } from '../../../domain/building.ts';
import { whoSays } from '../../../domain/who-says.ts';
import { sayError } from '../../i18n/say-code.ts';
import { usePackVersion, useServices } from '../../state/services.ts';
import { formatArea, formatHeight, formatNumber, joinQuantity } from '../../ui/format.ts';
import { useReasoning } from '../../ui/reasoning.tsx';
import { Notice, Skeleton } from '../../ui/states.tsx';
import { Value, ValueRow } from '../../ui/value.tsx';
import { FactRow, SourceLine } from './fact-row.tsx';
import { useFetched } from './use-fetched.ts';

/** Every property of one building, each with its source and basis. */
export function BuildingFacts({ fid }: { readonly fid: number }) {
	const { t, i18n } = useTranslation();
	const { api, ui } = useServices();
	const version = usePackVersion();
	const fetched = useFetched(`building ${fid} ${version}`, async (signal) => {
		const building = await api.readBuilding(fid, signal);
		ui.setState({ picked: { fid, id: building.id } });
		return building;
	});
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
	const { findSource } = useReasoning();
	const date = building.provenance?.date ?? null;
	const sourced = (value: unknown, basis: Basis = 'registered', note: string | null = null): Sourced =>
		value === null
			? { basis: 'unknown', source: building.source, date, note: note ?? 'not-on-file' }
			: { basis, source: building.source, date, note };
	/** Of a field on which several sources may speak. */
	const stated = (value: unknown, field: BuildingStatement['field']): Sourced => {
		const { source, others } = whoSays(building, field);
		const given = sourced(value);
		const own = source === building.source ? given : { ...given, source, date: findSource(source)?.date ?? null };
		return others.length > 0 ? { ...own, others: [...others] } : own;
	};
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
	// An estimate is as good as the floors that it is made of.
	const heightField = heightBasis === 'estimated' ? 'floors' : 'height_m';
	const { others: heightOthers } = stated(heightM, 'height_m');
	const heightSourced: Sourced = {
		...stated(heightM, heightField),
		basis: heightM === null ? 'unknown' : heightBasis,
		note: heightM === null ? (heightNote ?? 'not-on-file') : heightNote,
		others: heightOthers,
	};
	return (
		<>
			{building.name && <p className="pick__name">{building.name}</p>}
			<dl className="values">
				<Value
					label={t('target.height')}
					quantity={heightM === null ? null : formatHeight(heightM)}
					sourced={heightSourced}
					sayOther={(value) => joinQuantity(formatHeight(Number(value)))}
				/>
				<Value
					label={t('target.floors')}
					quantity={floors === null ? null : { text: formatNumber(floors), unit: '' }}
					extra={floorsBelow ? ` / −${floorsBelow}` : undefined}
					sourced={stated(floors, 'floors')}
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
					sourced={stated(structure, 'structure')}
					sayOther={(value) => t(`codes.structure.${value as BuildingStructure}`)}
				/>
				<ValueRow
					label={t('target.use')}
					value={use && t(`codes.use.${use}`)}
					sourced={stated(use, 'use')}
					sayOther={(value) => t(`codes.use.${value as BuildingUse}`)}
				/>
				<ValueRow
					label={t('target.year')}
					value={year === null ? null : t('target.yearValue', { year })}
					sourced={stated(year, 'year')}
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
