import { parentPort, workerData } from 'node:worker_threads';
import { openBuildingTable } from '../model/building-table-builder.ts';
import type { BuildingFilesOrder } from './building-files-thread.ts';
import { writeBuildingFiles } from './write-building-files.ts';

const order = workerData as BuildingFilesOrder;
parentPort?.postMessage(writeBuildingFiles({ ...order, table: openBuildingTable(order.table) }));
