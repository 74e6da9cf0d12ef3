/** XMP: what the tools of the media trade read of where a file comes from. */
import type { Provenance } from '../music/index.ts';

/** A packet that says by what a sound was made, in IPTC's words. */
export function xmpOf({ sentence, fields }: Provenance): string {
  const told = {
    'Iptc4xmpExt:DigitalSourceType': fields['DIGITALSOURCETYPE'],
    'xmp:CreatorTool': fields['SOFTWARE'],
    'dc:source': sentence,
  };
  const attributes = Object.entries(told).map(([name, value]) => `${name}="${escaped(value ?? '')}"`);
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    ` xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ${attributes.join(' ')}/>`,
    '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>',
  ].join('\n');
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (sign) => signs[sign]!);
}
