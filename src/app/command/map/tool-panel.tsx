import { type LucideIcon, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { Guarded } from '../guarded.tsx';
import './tool-panel.css';

interface ToolPanelProps {
	readonly icon: LucideIcon;
	readonly title: string;
	/** Tables need more room. */
	readonly isWide?: boolean;
	readonly onClose: () => void;
	readonly children: ReactNode;
}

/** The panel of an open map tool, beside the tools; scrolls within the map. */
export function ToolPanel({ icon: Icon, title, isWide, onClose, children }: ToolPanelProps) {
	const { t } = useTranslation();
	const panel = useRef<HTMLElement>(null);
	useFocusReturn(panel, true, title);
	return (
		<section className="tool-panel float" data-wide={isWide || undefined} aria-label={title} ref={panel} tabIndex={-1}>
			<div className="card__head">
				<Icon size={18} strokeWidth={1.75} aria-hidden />
				<h2 className="grow">{title}</h2>
				<IconButton icon={X} label={t('map.close')} shortcut="Escape" small onClick={onClose} />
			</div>
			<div className="tool-panel__body">
				<Guarded name={title}>{children}</Guarded>
			</div>
		</section>
	);
}
