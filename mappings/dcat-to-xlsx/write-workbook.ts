import ExcelJS from 'exceljs';
import type { Sheet } from '../xlsx-to-dcat/workbook.ts';
import { stampSheet } from '../xlsx-to-dcat/xlsx-to-dcat.ts';

const widths = [18, 28, 32, 10, 20, 50, 80, 40];

/** Sheets as an Excel workbook. Every cell is text, so that no value of a hostile title becomes a formula; the stamp sheet is hidden. */
export const writeWorkbook = async (sheets: readonly Sheet[]): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  for (const { name, cells } of sheets) {
    const sheet = workbook.addWorksheet(name, { state: name === stampSheet ? 'veryHidden' : 'visible', views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = widths.map((width) => ({ width, style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' as const } } }));
    const title = cells[0]?.[0];
    for (const row of cells) {
      const added = sheet.addRow([...row]);
      if (row[0] === title) added.font = { bold: true };
    }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};
