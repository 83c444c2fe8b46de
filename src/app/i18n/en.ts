import { enAlert, enAlertCodes } from './alert/en-alert.ts';
import { enAccessCodes } from './en-access.ts';
import { enCodes } from './en-codes.ts';
import { enOperations } from './en-operations.ts';
import { enRoads } from './en-roads.ts';
import { enServerErrors } from './en-server-errors.ts';
import { enUi } from './en-ui.ts';
import type { Words } from './words.ts';
import type { zhCn } from './zh-cn.ts';

/** All English words. */
export const en: Words<typeof zhCn> = {
	...enUi,
	...enRoads,
	...enAlert,
	...enOperations,
	codes: {
		...enCodes,
		...enAlertCodes,
		...enAccessCodes,
		note: { ...enCodes.note, ...enAlertCodes.note },
		error: { ...enCodes.error, ...enServerErrors },
		finding: { ...enCodes.finding, ...enAlertCodes.finding },
	},
};
