#!/usr/bin/env node
/** The scraper process. */
import { runProcess } from '../../pkg/app/cli/run-process.js';
import { runScraper, scraperInTorMode } from '../../pkg/app/processes/scraper.js';

await runProcess({ component: 'scraper', torMode: scraperInTorMode, run: runScraper });
