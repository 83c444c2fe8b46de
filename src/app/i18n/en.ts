import { enAlert, enAlertCodes } from './alert/en-alert.ts';
import { enCodes } from './en-codes.ts';
import { enRoads } from './en-roads.ts';
import { enUi } from './en-ui.ts';
import type { Words } from './words.ts';
import type { zhCn } from './zh-cn.ts';

/** All English words. */
export const en: Words<typeof zhCn> = {
	...enUi,
	...enRoads,
	...enAlert,
	codes: {
		...enCodes,
		...enAlertCodes,
		note: { ...enCodes.note, ...enAlertCodes.note },
		finding: { ...enCodes.finding, ...enAlertCodes.finding },
	},
};
