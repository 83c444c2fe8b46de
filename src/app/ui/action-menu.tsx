import { Check } from 'lucide-react';
import { Button, Keyboard, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components';
import type { MenuButtonProps } from './menu-button.tsx';
import './action-menu.css';

/** The menu of a MenuButton, open from the start. What cannot be done says why. */
export function ActionMenu({ icon: Icon, label, className = 'icon-btn', groups }: MenuButtonProps) {
	const filled = groups.filter((group) => group.length > 0);
	return (
		<MenuTrigger defaultOpen>
			<Button className={className} aria-label={label}>
				<Icon size={20} strokeWidth={1.75} aria-hidden />
			</Button>
			<Popover className="menu float" offset={4}>
				<Menu
					aria-label={label}
					onAction={(id) =>
						filled
							.flat()
							.find((action) => action.id === id)
							?.run()
					}
				>
					{filled.map((group) => (
						<MenuSection key={group[0]?.id} className="menu__group" aria-label={label}>
							{group.map(({ id, icon: ActionIcon, label: words, shortcut, refusal = null, isOn }) => (
								<MenuItem key={id} id={id} className="menu__item" textValue={words} isDisabled={refusal !== null}>
									<ActionIcon size={18} strokeWidth={1.75} aria-hidden />
									<Text slot="label">{words}</Text>
									{isOn && <Check size={16} strokeWidth={2.5} aria-hidden />}
									{shortcut && <Keyboard className="kbd">{shortcut}</Keyboard>}
									{refusal !== null && <Text slot="description">{refusal}</Text>}
								</MenuItem>
							))}
						</MenuSection>
					))}
				</Menu>
			</Popover>
		</MenuTrigger>
	);
}
