import { zhCnAlert, zhCnAlertCodes } from './alert/zh-cn-alert.ts';
import { zhCnAccessCodes } from './zh-cn-access.ts';
import { zhCnCodes } from './zh-cn-codes.ts';
import { zhCnOperations } from './zh-cn-operations.ts';
import { zhCnRoads } from './zh-cn-roads.ts';
import { zhCnServerErrors } from './zh-cn-server-errors.ts';
import { zhCnUi } from './zh-cn-ui.ts';

/** All Chinese words: of the screens, and of the codes that come from below. The shape of every further language. */
export const zhCn = {
	...zhCnUi,
	...zhCnRoads,
	...zhCnAlert,
	...zhCnOperations,
	codes: {
		...zhCnCodes,
		...zhCnAlertCodes,
		...zhCnAccessCodes,
		note: { ...zhCnCodes.note, ...zhCnAlertCodes.note },
		error: { ...zhCnCodes.error, ...zhCnServerErrors },
		finding: { ...zhCnCodes.finding, ...zhCnAlertCodes.finding },
	},
};
