import { Box, Compass, Home, Keyboard, Layers, Minus, Plus, Siren, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSelection, useServices, useUi } from '../../state/services.ts';
import type { MapRequest } from '../../state/ui-store.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** The column of map tools: alarm, dimension, layers, zoom, north, home, keyboard. */
export function MapTools() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const picking = useUi((state) => state.tool === 'alarm');
	const flat = useUi((state) => state.dimension === '2d');
	const layersOpen = useUi((state) => state.layersOpen);
	const hasIncident = useSelection((state) => state.incidentId !== null);
	const ask = (request: MapRequest) => ui.setState({ request });
	return (
		<div className="map-tools float" role="toolbar" aria-orientation="vertical" aria-label={t('map.tools')}>
			<IconButton
				icon={Siren}
				label={t('map.alarmTool')}
				pressed={picking}
				onClick={() => ui.setState({ tool: picking ? 'none' : 'alarm' })}
			/>
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
				onClick={() => ui.setState({ layersOpen: !layersOpen })}
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
