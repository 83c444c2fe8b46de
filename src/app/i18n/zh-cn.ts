import { zhCnAlert, zhCnAlertCodes } from './alert/zh-cn-alert.ts';
import { zhCnCodes } from './zh-cn-codes.ts';
import { zhCnRoads } from './zh-cn-roads.ts';
import { zhCnUi } from './zh-cn-ui.ts';

/** All Chinese words: of the screens, and of the codes that come from below. The shape of every further language. */
export const zhCn = {
	...zhCnUi,
	...zhCnRoads,
	...zhCnAlert,
	codes: {
		...zhCnCodes,
		...zhCnAlertCodes,
		note: { ...zhCnCodes.note, ...zhCnAlertCodes.note },
		finding: { ...zhCnCodes.finding, ...zhCnAlertCodes.finding },
	},
};
