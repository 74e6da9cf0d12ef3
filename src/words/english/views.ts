/** What Discord messages show: titles, fields, buttons, menus and forms. */

export const views = {};
