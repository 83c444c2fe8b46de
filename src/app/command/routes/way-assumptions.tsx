import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FIRE_ENGINE_EXEMPTIONS, type RouteExemptions } from '../../../domain/route.ts';
import { findTravelBand } from '../../../domain/travel-table.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile } from '../../../domain/vehicle.ts';
import { useUi, useWaysState } from '../../state/services.ts';
import type { Way } from '../../state/way.ts';
import { listAskedVehicles } from '../../state/ways-store.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatExact, formatTime, pickName } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { FactRow } from '../pick/fact-row.tsx';

/** The exemptions in the order of the form. */
export const EXEMPTION_KEYS = [
	'busRoads',
	'restrictedAccess',
	'gates',
	'hgvBans',
	'contraflow',
	'turnRestrictions',
] as const satisfies readonly (keyof RouteExemptions)[];

/** The vehicle a way is for, as it was asked; the alarm asks for the default one. */
function useAskedVehicle(way: Way): {
	readonly profile: VehicleProfile;
	readonly name: string | null;
	readonly exemptions: RouteExemptions;
} {
	const language = useLanguage();
	const isAsking = useUi((state) => state.tool === 'route');
	const ask = useWaysState((state) => state.ask);
	const vehicle = isAsking ? listAskedVehicles(ask).find(({ id }) => id === way.id.split('/')[1]) : undefined;
	return {
		profile: vehicle?.profile ?? DEFAULT_VEHICLE_PROFILE,
		name: vehicle ? pickName(vehicle.name, vehicle.nameEn, language) : null,
		exemptions: isAsking ? ask.exemptions : FIRE_ENGINE_EXEMPTIONS,
	};
}

/** What a way is reckoned with: vehicle, time of day, exemptions, and where the speeds come from. */
export function WayAssumptions({ way }: { readonly way: Way }) {
	const { t } = useTranslation();
	const { profile, name, exemptions } = useAskedVehicle(way);
	const table = useWaysState((state) => state.table);
	const analysis = useWaysState((state) => state.analysis);
	// The table comes with the roads, which are fetched late unless somebody asks.
	useEffect(() => void analysis?.open(), [analysis]);
	const allowed = EXEMPTION_KEYS.filter((key) => exemptions[key]);
	const band = table ? t(`codes.band.${findTravelBand(table, way.departAtMs)}`) : t('way.tableNotRead');
	return (
		<details>
			<summary>{t('way.assumed')}</summary>
			<dl className="rows">
				<FactRow
					label={t('way.vehicle')}
					value={`${name ?? t('way.defaultVehicle')} · ${t('way.size', {
						length: formatExact(profile.lengthM),
						width: formatExact(profile.widthM),
						height: formatExact(profile.heightM),
						mass: formatExact(profile.massT),
						radius: formatExact(profile.turningRadiusM),
					})}`}
				/>
				<FactRow label={t('way.departs')} value={`${formatTime(way.departAtMs)} · ${band}`} />
				<FactRow
					label={t('way.exemptions')}
					value={
						allowed.length === 0
							? t('way.noExemptions')
							: allowed.map((key) => t(`codes.exemption.${key}`)).join(t('way.comma'))
					}
				/>
				<FactRow
					label={t('way.speeds')}
					value={
						table && (
							<>
								<BasisTag basis={table.verified ? 'registered' : 'estimated'} />{' '}
								{t(table.verified ? 'way.speedsVerified' : 'way.speedsAssumed', { source: table.source })}
							</>
						)
					}
					reason={t('way.tableNotRead')}
				/>
			</dl>
		</details>
	);
}
