import { useTranslation } from 'react-i18next';
import { useServices, useUi } from '../state/services.ts';
import { Dialog } from '../ui/dialog.tsx';

/** The table of keys, and the switch for single-letter ones. */
export function HelpDialog() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const open = useUi((state) => state.helpOpen);
	const singleKeys = useUi((state) => state.singleKeys);
	if (!open) return null;
	const rows = [
		['/', t('keys.search')],
		['F2', t('keys.acknowledge')],
		['1 2 3 4 5 6', t('keys.cards')],
		['G', t('keys.force')],
		['R', t('keys.route')],
		['X', t('keys.closure')],
		['T', t('keys.whatIf')],
		['Ctrl+Z Ctrl+Shift+Z', t('keys.undo')],
		['Enter Backspace', t('keys.drawing')],
		['L', t('keys.legend')],
		['V', t('keys.view')],
		['Home', t('keys.home')],
		['+ -', t('keys.zoom')],
		['[ ]', t('keys.incidents')],
		['?', t('keys.help')],
		['Esc', t('keys.esc')],
	] as const;
	return (
		<Dialog title={t('keys.title')} closeLabel={t('keys.close')} onClose={() => ui.setState({ helpOpen: false })}>
			<dl className="keys">
				{rows.map(([keys, words]) => (
					<div key={keys} style={{ display: 'contents' }}>
						<dt>
							{keys.split(' ').map((key) => (
								<kbd key={key} className="kbd">
									{key}
								</kbd>
							))}
						</dt>
						<dd>{words}</dd>
					</div>
				))}
			</dl>
			<label className="check-row">
				<input
					type="checkbox"
					checked={singleKeys}
					onChange={(event) => ui.setState({ singleKeys: event.target.checked })}
				/>
				{t('keys.single')} · {t('keys.singleHint')}
			</label>
		</Dialog>
	);
}
