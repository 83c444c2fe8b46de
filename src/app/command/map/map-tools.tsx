import {
	Box,
	Compass,
	FlaskConical,
	Home,
	Keyboard,
	Layers,
	Minus,
	Plus,
	Route,
	Siren,
	Square,
	TrafficCone,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLive, useSelection, useServices, useUi } from '../../state/services.ts';
import type { MapRequest } from '../../state/ui-store.ts';
import { useRefusal } from '../../state/use-may.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** The column of map tools: alarm, routes, closures, what-if, dimension, layers, zoom, north, home, keyboard. */
export function MapTools() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const refusal = useRefusal('incident.raise');
	const tool = useUi((state) => state.tool);
	const hasClosures = useLive((state) => state.activeClosures.length > 0);
	const flat = useUi((state) => state.dimension === '2d');
	const layersOpen = useUi((state) => state.layersOpen);
	const hasIncident = useSelection((state) => state.incidentId !== null);
	const toggle = (name: typeof tool) => ui.setState({ tool: tool === name ? 'none' : name, layersOpen: false });
	const ask = (request: MapRequest) => ui.setState({ request });
	return (
		<div className="map-tools float" role="toolbar" aria-orientation="vertical" aria-label={t('map.tools')}>
			<IconButton
				icon={Siren}
				label={t('map.alarmTool')}
				pressed={tool === 'alarm'}
				refusal={refusal}
				onClick={() => toggle('alarm')}
			/>
			<IconButton
				icon={Route}
				label={t('routeTool.title')}
				shortcut="R"
				pressed={tool === 'route'}
				onClick={() => toggle('route')}
			/>
			<IconButton
				icon={TrafficCone}
				label={t(hasClosures ? 'closures.titleSome' : 'closures.title')}
				shortcut="X"
				pressed={tool === 'closure'}
				onClick={() => toggle('closure')}
			/>
			<IconButton
				icon={FlaskConical}
				label={t('whatIf.region')}
				shortcut="T"
				pressed={tool === 'what-if'}
				onClick={() => toggle('what-if')}
			/>
			<hr />
			<IconButton
				icon={flat ? Box : Square}
				label={t(flat ? 'map.to3d' : 'map.to2d')}
				shortcut="V"
				onClick={() => ask({ kind: 'view', dimension: flat ? '3d' : '2d' })}
			/>
			<IconButton
				icon={Layers}
				label={t('map.layers')}
				expanded={layersOpen}
				onClick={() => ui.setState({ layersOpen: !layersOpen, tool: 'none' })}
			/>
			<hr />
			<IconButton icon={Plus} label={t('map.zoomIn')} shortcut="+" onClick={() => ask({ kind: 'zoom', steps: 1 })} />
			<IconButton icon={Minus} label={t('map.zoomOut')} shortcut="-" onClick={() => ask({ kind: 'zoom', steps: -1 })} />
			<IconButton icon={Compass} label={t('map.north')} onClick={() => ask({ kind: 'north' })} />
			<IconButton
				icon={Home}
				label={t(hasIncident ? 'map.home' : 'map.homeCity')}
				shortcut="Home"
				onClick={() => ask({ kind: 'home' })}
			/>
			<hr />
			<IconButton icon={Keyboard} label={t('map.help')} shortcut="?" onClick={() => ui.setState({ helpOpen: true })} />
		</div>
	);
}
