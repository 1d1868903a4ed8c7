import { chromium } from 'playwright-core';
import { mkdirSync, writeFileSync, readFileSync } from 'node:fs'; import path from 'node:path';
import { loadApi } from '/work/wt/portal/dist/lib/index.js';
import { siteFiles } from '/work/wt/portal/dist/lib/docs/portal.js';
const axe = readFileSync('/work/wt/portal/node_modules/axe-core/axe.min.js','utf8');
const docs={clerk:'/tmp/big/clerk.yaml',box:'/tmp/big/box.json',openai:'/tmp/big/openai.yaml',xero:'/tmp/big/xero-accounting.yaml',plaid:'/tmp/big/plaid.yaml',do:'/tmp/big/do/specification/DigitalOcean-public.v2.yaml'};
const out='/tmp/p18/look'; const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const only=process.argv.slice(2);
for(const [name,file] of Object.entries(docs)){ if(only.length&&!only.includes(name)) continue;
 const {api}=await loadApi(file,{name}); const site=await siteFiles([api]); if(!site.ok){console.log(name,site.reason);continue;}
 const text=(s)=>JSON.stringify(s?.value??{});
 const body=(o)=>o.requestBody?.content[0]?.schema;
 const score={big:o=>text(o.requestBody?.content[0]?.schema).length+o.parameters.length*50, union:o=>(JSON.stringify(api.root.value?.paths?.[o.path]?.[o.method.toLowerCase()]??{}).match(/oneOf|anyOf|discriminator/g)??[]).length};
 const pages=[];
 for(const f of Object.values(score)){ const best=[...api.operations].sort((a,b)=>f(b)-f(a))[0]; pages.push(best); }
 const paths=[...site.files.keys()];
 const slug=(o)=>paths.find(p=>p.startsWith(`${name}/operations/`)&&p.endsWith('.html')&&p.toLowerCase().includes((o.operationId??'').replace(/([a-z\d])([A-Z])/g,'$1-$2').toLowerCase().replace(/[^a-z\d]+/g,'-').slice(0,80)+'.html'));
 const schemas=Object.entries(api.root.value.components?.schemas??{}).sort((a,b)=>(JSON.stringify(b[1]).match(/oneOf|discriminator/g)??[]).length*1000+JSON.stringify(b[1]).length/100-((JSON.stringify(a[1]).match(/oneOf|discriminator/g)??[]).length*1000+JSON.stringify(a[1]).length/100));
 const wanted=[`${name}/index.html`,...pages.map(slug),...(schemas[0]?[`${name}/schemas/${schemas[0][0].replace(/[^\w.-]+/g,'-')}.html`]:[]),`${name}/authentication.html`,'404.html','index.html'].filter(p=>p&&site.files.has(p));
 for(const p of [...wanted,...paths.filter(p=>p.startsWith('assets/')||p.endsWith('navigation.js'))]){ const f=path.join(out,name,p); mkdirSync(path.dirname(f),{recursive:true}); writeFileSync(f,await site.files.get(p)()); }
 for(const p of new Set(wanted)) for(const width of [1440,360]) for(const scheme of ['light','dark']){
  const page=await b.newPage({viewport:{width,height:900},colorScheme:scheme,bypassCSP:true}); page.on('pageerror',e=>console.log(name,p,'ERR',e.message));
  await page.goto(`file://${out}/${name}/${p}`); await page.waitForTimeout(200);
  const over=await page.evaluate(()=>document.documentElement.scrollWidth-innerWidth);
  await page.evaluate(()=>{for(const d of document.querySelectorAll('main details'))d.open=true;}); const over2=await page.evaluate(()=>document.documentElement.scrollWidth-innerWidth);
  let v=[]; if((width===360)===(scheme==='dark')){ await page.addScriptTag({content:axe}); const r=await page.evaluate(()=>axe.run(document,{resultTypes:['violations']})); v=r.violations.map(x=>`${x.id}(${x.nodes.length}) ${x.nodes[0].target} ${x.nodes[0].html.slice(0,120)}`); }
  if(over>0||over2>0||v.length) console.log(name,p,width,scheme,'overflow',over,over2,v);
  await page.evaluate(()=>{for(const d of document.querySelectorAll('main details'))d.open=false;});
  await page.screenshot({path:`${out}/${name}-${p.replaceAll('/','_').replace('.html','').slice(-40)}-${width}-${scheme}.png`,fullPage:false}); 
  if(width===1440&&scheme==='light') await page.screenshot({path:`${out}/full-${name}-${p.replaceAll('/','_').replace('.html','').slice(-40)}.png`,fullPage:true,clip:{x:0,y:0,width:1440,height:2600}}).catch(()=>{});
  await page.close(); }
 console.log(name,'done',wanted.join(' '));
}
await b.close();
