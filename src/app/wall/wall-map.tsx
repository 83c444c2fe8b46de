import { useMemo, useRef } from 'react';
import type { Incident } from '../../domain/incident.ts';
import type { PictureIncident } from '../../scene/layers/incidents-layer.ts';
import type { PictureStation } from '../../scene/layers/stations-layer.ts';
import type { TacticsPicture } from '../../scene/layers/tactics-picture.ts';
import { CityMap, type CityMapHandle } from '../../scene/react/city-map.tsx';
import { findCovered } from '../command/map/find-covered.ts';
import { useBasemap } from '../command/map/use-basemap.ts';
import { usePack, useServices } from '../state/services.ts';
import { useTheme } from '../state/use-theme.ts';
import { pickName } from '../ui/format.ts';
import { useLanguage } from '../ui/use-language.ts';
import { shortenStation } from './read-wall.ts';

/** Station names that stand at once. */
const MOST_LABELS = 60;
/** Small and micro stations have no name on the wall. */
const NAMED: readonly PictureStation['kind'][] = ['special', 'first', 'second'];

interface WallMapProps {
	/** That are open. */
	readonly incidents: readonly Incident[];
	/** Stations whose vehicles are all out. */
	readonly empty: ReadonlySet<string>;
	/** Land that nobody reaches in time while vehicles are away. */
	readonly holes: TacticsPicture['holes'];
}

/** The whole city from above with its open incidents and its stations. Nothing on it waits for a hand. */
export function WallMap({ incidents, empty, holes }: WallMapProps) {
	const { options } = useServices();
	const language = useLanguage();
	const theme = useTheme();
	const pack = usePack();
	const ready = pack.status === 'ready' ? pack : null;
	const basemap = useBasemap(ready);
	const map = useRef<CityMapHandle>(null);
	const stations = useMemo(
		() =>
			(ready?.stations ?? []).map((station): PictureStation => {
				const { id, kind, lon, lat, name, nameEn } = station;
				const label = NAMED.includes(kind) ? shortenStation(pickName(name, nameEn, language) ?? '') : '';
				return { id, kind, lon, lat, isEmpty: empty.has(id), ...(label ? { label } : {}) };
			}),
		[ready?.stations, empty, language],
	);
	const drawn = useMemo(
		() =>
			incidents.map(({ id, lon, lat, level, acknowledgedAtMs }): PictureIncident => {
				return { id, lon, lat, level, isWaiting: acknowledgedAtMs === null };
			}),
		[incidents],
	);
	const tactics = useMemo<TacticsPicture>(() => ({ ...NO_TACTICS, holes }), [holes]);
	if (!ready) return null;
	return (
		<CityMap
			ref={map}
			tilesetUrl={`${ready.baseUrl}${ready.manifest.tileset}`}
			bounds={ready.manifest.bounds}
			terrainUrl={null}
			ground={null}
			theme={theme}
			language={language}
			colourBy="plain"
			gfx={options.gfx}
			basemap={basemap}
			stations={stations}
			incidents={drawn}
			mostLabels={MOST_LABELS}
			waterSource={null}
			vehicles={null}
			picture={null}
			selection={null}
			tactics={tactics}
			lit={null}
			routes={null}
			closures={NONE}
			isochrone={NONE}
			draft={null}
			marks={null}
			measure={null}
			onReady={() => map.current?.set2D()}
			findCovered={findCovered}
			renderUnavailable={() => null}
		/>
	);
}

const NONE: readonly never[] = [];
const NO_TACTICS: TacticsPicture = {
	target: null,
	reach: NONE,
	fireBand: null,
	spots: NONE,
	hoses: NONE,
	zones: NONE,
	posts: NONE,
	orbit: null,
	holes: NONE,
};
