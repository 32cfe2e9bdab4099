extension RecoveryReport {
    /// How the page looks, on a screen and on paper. It names no font that has to be fetched.
    static let styleSheet = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #f5f7fa; color: #17202c;
          font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 1264px; margin: 0 auto; padding: 32px; }
        h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; overflow-wrap: anywhere; }
        h2 { font-size: 21px; margin: 0 0 12px; }
        h3 { font-size: 17px; margin: 0 0 8px; overflow-wrap: anywhere; }
        p { margin: 0 0 8px; overflow-wrap: anywhere; }
        ul, ol { margin: 0 0 8px; padding-left: 20px; }
        td ul { margin: 0; }
        li { overflow-wrap: anywhere; }
        a { color: #3d4da3; }
        section, footer { background: #fff; border: 1px solid #cdd5e0; border-radius: 10px; padding: 24px;
          margin: 20px 0; }
        nav ol { columns: 2; max-width: 640px; }
        article { border-top: 1px solid #cdd5e0; padding: 18px 0 6px; }
        figure { margin: 0; }
        figure svg { display: block; width: 100%; height: auto; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; }
        th, td { text-align: left; vertical-align: top; padding: 8px 10px 8px 0; border-bottom: 1px solid #e1e6ee;
          overflow-wrap: anywhere; }
        th { color: #516074; font-size: 12px; text-transform: uppercase; letter-spacing: .04em; }
        pre { background: #f0f2f7; border: 1px solid #dde3ec; border-radius: 6px; padding: 8px 10px; margin: 4px 0 8px;
          white-space: pre-wrap; overflow-wrap: anywhere; }
        code { font: 13px/1.45 ui-monospace, "Liberation Mono", "DejaVu Sans Mono", monospace; }
        pre.sql { border-left: 3px solid #3d4da3; }
        .muted { color: #516074; font-size: 13px; margin: 0; }
        .good { color: #19713f; font-weight: bold; }
        .bad { color: #b3261e; font-weight: bold; }
        .badge { font-weight: bold; }
        .badge.weak { color: #b3261e; }
        .badge.lacking { color: #935000; }
        .tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 14px; margin: 20px 0; }
        .tile { background: #fff; border: 1px solid #cdd5e0; border-left: 6px solid #76828f; border-radius: 8px;
          padding: 12px 16px; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
        .tile dt { color: #516074; font-size: 13px; }
        .tile dd { margin: 0; font-size: 26px; font-weight: bold; }
        .tile.inOrder { border-left-color: #19713f; }
        .tile.lacking { border-left-color: #935000; }
        .tile.weak { border-left-color: #b3261e; }
        .steps > li { margin-bottom: 12px; }
        .steps > li > p:first-of-type { display: inline; }
        .findings th:nth-child(1) { width: 22%; }
        .findings th:nth-child(2) { width: 25%; }
        .signatures td { height: 34px; }
        @media (max-width: 760px) {
          main { padding: 14px; }
          .tiles { grid-template-columns: 1fr 1fr; }
          nav ol { columns: 1; }
        }
        @media print {
          @page { margin: 14mm; }
          body { background: #fff; font-size: 10.5pt; }
          main { padding: 0; max-width: none; }
          section, footer { border: 0; padding: 0; margin: 0 0 8mm; }
          nav, #picture h2 { display: none; }
          #checklists, #backups, #inventory { break-before: page; }
          h2, h3 { break-after: avoid; }
          pre, p, li p, .tile { break-inside: avoid; }
          code { font-size: 8.5pt; }
          thead { display: table-header-group; }
          svg, .tile { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }
        """
}
