/** The forms a session can be exported in. */
import type { ExportFormat } from '../../protocol/replay.js'
import type { Exporter } from './exporter.js'
import { exportHtml } from './html.js'
import { exportJsonl } from './jsonl.js'
import { exportMarkdown } from './markdown.js'
import { exportVideo } from './video.js'

export const EXPORTERS: Readonly<Record<ExportFormat, Exporter>> = {
  html: exportHtml,
  markdown: exportMarkdown,
  jsonl: exportJsonl,
  video: exportVideo,
}

export const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  html: 'html',
  markdown: 'md',
  jsonl: 'jsonl',
  video: 'webm',
}
