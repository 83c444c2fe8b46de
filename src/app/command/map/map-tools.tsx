import {
	Box,
	Ellipsis,
	FlaskConical,
	Home,
	Keyboard,
	Layers,
	Minus,
	Monitor,
	PackagePlus,
	PencilRuler,
	Plus,
	Printer,
	Route,
	Ruler,
	ScrollText,
	Siren,
	Square,
	TrafficCone,
	Truck,
	Users,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { printPage } from '../../state/print-page.ts';
import { useLive, useSelection, useServices, useUi } from '../../state/services.ts';
import type { MapRequest, Tool } from '../../state/ui-store.ts';
import { useRefusal } from '../../state/use-may.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { type MenuAction, MenuButton } from '../../ui/menu-button.tsx';
import { showScreen } from '../../wall/show-screen.ts';

/** The column of map tools: what is done on the map, how it is seen, and a menu with what is needed less often. */
export function MapTools() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const refusal = useRefusal('incident.raise');
	const tool = useUi((state) => state.tool);
	const hasClosures = useLive((state) => state.activeClosures.length > 0);
	const flat = useUi((state) => state.dimension === '2d');
	const layersOpen = useUi((state) => state.layersOpen);
	const hasIncident = useSelection((state) => state.incidentId !== null);
	const toggle = (name: Tool) => ui.setState({ tool: tool === name ? 'none' : name, layersOpen: false });
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
				icon={PencilRuler}
				label={t('tool.tactics')}
				shortcut="T"
				pressed={tool === 'tactics'}
				onClick={() => toggle('tactics')}
			/>
			<IconButton
				icon={Ruler}
				label={t('tool.measure')}
				shortcut="M"
				pressed={tool === 'measure'}
				onClick={() => toggle('measure')}
			/>
			<IconButton
				icon={Route}
				label={t('routeTool.title')}
				shortcut="W"
				pressed={tool === 'route'}
				onClick={() => toggle('route')}
			/>
			<IconButton
				icon={FlaskConical}
				label={t('whatIf.region')}
				shortcut="F"
				pressed={tool === 'what-if'}
				onClick={() => toggle('what-if')}
			/>
			<IconButton
				icon={TrafficCone}
				label={t(hasClosures ? 'closures.titleSome' : 'closures.title')}
				shortcut="X"
				pressed={tool === 'closure'}
				onClick={() => toggle('closure')}
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
			<IconButton
				icon={Home}
				label={t(hasIncident ? 'map.home' : 'map.homeCity')}
				shortcut="Home"
				onClick={() => ask({ kind: 'home' })}
			/>
			<hr />
			<MoreTools hasIncident={hasIncident} onTool={toggle} />
		</div>
	);
}

interface MoreToolsProps {
	/** What belongs to an incident is offered only with one. */
	readonly hasIncident: boolean;
	readonly onTool: (tool: Tool) => void;
}

function MoreTools({ hasIncident, onTool }: MoreToolsProps) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const open = useUi((state) => state.tool);
	const toolAction = (tool: 'force' | 'roster' | 'requests' | 'log', icon: MenuAction['icon'], shortcut: string) => ({
		id: tool,
		icon,
		label: t(`tool.${tool}`),
		shortcut,
		isOn: open === tool,
		run: () => onTool(tool),
	});
	return (
		<MenuButton
			icon={Ellipsis}
			label={t('tool.more')}
			groups={[
				[
					toolAction('force', Truck, 'B'),
					...(hasIncident
						? [
								toolAction('roster', Users, 'E'),
								toolAction('requests', PackagePlus, 'R'),
								toolAction('log', ScrollText, 'N'),
							]
						: []),
				],
				[
					{
						id: 'wall',
						icon: Monitor,
						label: t('tool.wall'),
						run: () => showScreen(ui, 'wall'),
					},
					{ id: 'print', icon: Printer, label: t('tool.print'), shortcut: 'Ctrl+P', run: () => void printPage({ ui }) },
					{
						id: 'keys',
						icon: Keyboard,
						label: t('map.help'),
						shortcut: '?',
						run: () => ui.setState({ helpOpen: true }),
					},
				],
			]}
		/>
	);
}
