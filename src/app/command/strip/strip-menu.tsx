import {
	ArrowLeftRight,
	CircleX,
	Ellipsis,
	FileText,
	Flag,
	History,
	PackagePlus,
	Pencil,
	Phone,
	ScrollText,
	Users,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { PHASES } from '../../../domain/tactics/mark.ts';
import { useServices, useUi } from '../../state/services.ts';
import type { LifeStep, Tool } from '../../state/ui-store.ts';
import { useRefusal } from '../../state/use-may.ts';
import { type MenuAction, MenuButton } from '../../ui/menu-button.tsx';

interface StripMenuProps {
	readonly incident: Incident;
	readonly onPhase: (phase: Incident['phase']) => void;
}

/** All that is done with the incident on screen: its tools, its stage, its life. */
export function StripMenu({ incident, onPhase }: StripMenuProps) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const tool = useUi((state) => state.tool);
	const replay = useUi((state) => state.replay);
	const mayNotEdit = useRefusal('incident.edit');
	const mayNotHandOver = useRefusal('incident.hand-over');
	const mayNotCall = useRefusal('caller.read');
	const mayNotClose = useRefusal('incident.close');
	const { id, phase, closedAtMs } = incident;
	const isOpen = closedAtMs === null;
	const ask = (kind: Exclude<LifeStep['kind'], 'merge'>) => () => ui.setState({ life: { kind, incidentId: id } });
	const toolAction = (name: Tool & ('roster' | 'requests' | 'log'), icon: MenuAction['icon'], shortcut: string) => ({
		id: name,
		icon,
		label: t(`tool.${name}`),
		shortcut,
		isOn: tool === name,
		run: () => ui.setState({ tool: tool === name ? 'none' : name, layersOpen: false }),
	});
	return (
		<MenuButton
			icon={Ellipsis}
			className="btn strip__more"
			label={t('strip.more')}
			groups={[
				[
					toolAction('log', ScrollText, 'N'),
					toolAction('roster', Users, 'E'),
					toolAction('requests', PackagePlus, 'R'),
					{
						id: 'replay',
						icon: History,
						label: t('strip.replay'),
						shortcut: 'Y',
						isOn: replay === id,
						run: () => ui.setState({ replay: replay === id ? null : id }),
					},
					{ id: 'report', icon: FileText, label: t('report.open'), run: () => ui.setState({ report: id }) },
				],
				isOpen
					? PHASES.map((name) => ({
							id: name,
							icon: Flag,
							label: t(`strip.phase.${name}`),
							isOn: name === phase,
							refusal: mayNotEdit,
							run: () => onPhase(name),
						}))
					: [],
				[
					...(isOpen
						? [{ id: 'change', icon: Pencil, label: t('life.change'), refusal: mayNotEdit, run: ask('change') }]
						: []),
					{ id: 'caller', icon: Phone, label: t('strip.caller'), refusal: mayNotCall, run: ask('caller') },
					...(isOpen
						? [
								{
									id: 'hand-over',
									icon: ArrowLeftRight,
									label: t('strip.handOver'),
									refusal: mayNotHandOver,
									run: ask('hand-over'),
								},
								{
									id: 'close',
									icon: CircleX,
									label: t('incident.close'),
									refusal: mayNotClose,
									run: ask('close'),
								},
							]
						: []),
				],
			]}
		/>
	);
}
