import { useTranslation } from 'react-i18next';
import { useServices, useUi } from '../state/services.ts';
import { useSettings } from '../state/use-base.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KEY_GROUPS } from './key-table.ts';

/** The table of keys, and the switch for single-letter ones. */
export function HelpDialog() {
	const { t } = useTranslation();
	const { ui, settings } = useServices();
	const open = useUi((state) => state.helpOpen);
	const singleKeys = useSettings((state) => state.singleKeys);
	if (!open) return null;
	return (
		<Dialog wide title={t('keys.title')} closeLabel={t('keys.close')} onClose={() => ui.setState({ helpOpen: false })}>
			<div className="keys-groups">
				{KEY_GROUPS.map((rows) => (
					<dl key={rows[0][0]} className="keys">
						{rows.map(([keys, word]) => (
							<div key={keys} style={{ display: 'contents' }}>
								<dt>
									{keys.split(' ').map((key) => (
										<kbd key={key} className="kbd">
											{key}
										</kbd>
									))}
								</dt>
								<dd>{t(`keys.${word}`)}</dd>
							</div>
						))}
					</dl>
				))}
			</div>
			<button type="button" className="btn btn--row" onClick={() => ui.setState({ helpOpen: false, tourStep: 0 })}>
				{t('tour.again')}
			</button>
			<label className="check-row">
				<input
					type="checkbox"
					checked={singleKeys}
					onChange={(event) => settings.setState({ singleKeys: event.target.checked })}
				/>
				{t('keys.single')} · {t('keys.singleHint')}
			</label>
		</Dialog>
	);
}
