/** Looks of what the documents promise. */

export const LEDGER = `
.ledger table{width:100%}
.ledger th,.ledger td{white-space:normal;vertical-align:top;text-align:left}
.ledger td b{color:var(--ink)}
.ledger details .rule{font-weight:450;font-size:12.5px}
.ledger details th:first-child,.ledger details td:first-child{min-width:70px;white-space:nowrap}
.ledger details{margin-top:8px}
.ledger .help{margin-top:9px}
`;
