// node markdown_it.js DIRECTORY: CPU microseconds that markdown-it takes to parse one of the documents DIRECTORY/*.md, once warm.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import MarkdownIt from 'markdown-it';

const ROUNDS = 81;
const directory = process.argv[2];
const documents = readdirSync(directory).filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(directory, name), 'utf8'));
const markdown = new MarkdownIt();

const times = [];
for (let round = 0; round < ROUNDS; ++round) {
  const begin = process.cpuUsage();
  for (const document of documents) markdown.parse(document, {});
  const used = process.cpuUsage(begin);
  times.push((used.user + used.system) / documents.length);
}
// The first half warms the compiler.
const warm = times.slice(ROUNDS >> 1).sort((a, b) => a - b);
console.log(warm[warm.length >> 1].toFixed(2));
