/** Small files of every format of text, each of which is read. */

export const tableSeeds: readonly string[] = [
  'image,label,xmin,ymin,xmax,ymax\na.png,"x, y",1,2,3,4\na.png,z,0,0,2,2\n',
  'image;label\na.png;"a ""b"""\n',
  'image,findings,impression,split\na.png,Clear lungs,Normal,train\n',
  'image_id,EncodedPixels\na,1 2 5 3\n',
  'ImageId,ClassId,EncodedPixels\na.png,1,1 2 5 3\na.png,2,-1\n',
  'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes\na.png,9,{},1,0,"{""name"":""rect"",""x"":1,""y"":1,""width"":2,""height"":2}","{""label"":""x""}"\n',
];

export const textSeeds = {
  tsv: ['index\timage\tquestion\tA\tB\tanswer\n0\ta.png\tWhat?\tx\ty\tB\n'],
  jsonl: [
    '{"id":"1","findings":"Clear lungs all over.","impression":"Normal."}\n{"id":"2","findings":"A mass.","impression":"A mass."}\n',
    '{"image":"a.png","question":"What?","answer":"A lung","answer_type":"OPEN"}\n{"image":"a.png","question":"Is it?","answer":"yes","answer_type":"CLOSED"}\n',
  ],
  manifests: [
    '{"format":"reading-room/dataset","version":1,"name":"A","description":"","synthetic":true,"specialty":"other","modality":"","license":"","source":"","labels":[{"name":"x","synonyms":[]}],"samples":[{"name":"1","images":[{"file":"a.png"}],"split":"test","truth":{"labels":["x"],"boxes":[{"label":"x","x":0,"y":0,"width":2,"height":2}]}}]}',
    '{"labels":{"0":"background","1":"liver"},"modality":{"0":"CT"},"training":[]}',
  ],
  yolo: ['0 0.5 0.5 0.1 0.1\n1 0.1 0.1 0.2 0.1 0.2 0.2\n'],
  yaml: ['train: ../train/images\nnc: 2\nnames:\n  0: x\n  1: y\n', "names: ['x', 'y']\n"],
  reports: ['EXAMINATION: Chest\n\nFINDINGS: Clear lungs, no effusion.\n\nIMPRESSION: Normal.\n'],
} as const;

export const jsonSeeds: readonly string[] = [
  '{"images":[{"id":1,"file_name":"a.png","width":6,"height":4}],"categories":[{"id":1,"name":"x"}],"annotations":[{"image_id":1,"category_id":1,"bbox":[1,1,3,2],"segmentation":[[1,1,4,1,4,3]]},{"image_id":1,"category_id":1,"segmentation":{"size":[4,6],"counts":[3,2,19]}}]}',
  '{"version":"5","flags":{"f":true},"shapes":[{"label":"x","points":[[1,1],[4,3]],"shape_type":"rectangle"}],"imagePath":"a.png","imageHeight":4,"imageWidth":6}',
  '[{"id":1,"data":{"image":"a.png"},"annotations":[{"result":[{"type":"brushlabels","original_width":6,"original_height":4,"value":{"format":"rle","rle":[0,0,0,16,1],"brushlabels":["x"]}},{"type":"rectanglelabels","original_width":6,"original_height":4,"value":{"x":10,"y":10,"width":20,"height":20,"rectanglelabels":["y"]}}]}]}]',
  '{"version":"2.0","item":{"name":"a.png","slots":[{"width":6,"height":4}]},"annotations":[{"name":"x","bounding_box":{"x":1,"y":1,"w":2,"h":1}}]}',
  '[{"image":"a.png","label":"x"},{"image":"b.png","label":"y"}]',
  '{"a.png9":{"filename":"a.png","size":9,"regions":[{"shape_attributes":{"name":"polygon","all_points_x":[1,4,4],"all_points_y":[1,1,3]},"region_attributes":{"label":"x"}},{"shape_attributes":{"name":"ellipse","cx":3,"cy":2,"rx":2,"ry":1},"region_attributes":{"label":{"y":true}}}],"file_attributes":{}}}',
  '[{"id":"1","image":"a.png","conversations":[{"from":"human","value":"<image>\\nWhat?"},{"from":"gpt","value":"A lung."}]}]',
];

/** What tools write that are told by the content of their JSON: Datumaro, Create ML, FiftyOne. */
export const toolSeeds = {
  datumaro: [
    `{"info":{},"categories":{"label":{"labels":[{"name":"x"},{"name":"y"}]}},"items":[${[
      '{"id":"a","image":{"path":"a.png","size":[4,6]},"annotations":[{"type":"label","label_id":1},{"type":"bbox","label_id":0,"bbox":[1,1,3,2]}]}',
      '{"id":"b","media":{"path":"a.png"},"annotations":[{"type":"polygon","label_id":1,"points":[1,1,4,1,4,3]},{"type":"mask","label_id":0,"rle":{"counts":[3,2,19],"size":[4,6]}}]}',
    ].join()}]}`,
    '{"categories":{"label":{"labels":[{"name":"x"}]}},"items":[{"id":"a","annotations":[{"type":"mask","label_id":0,"rle":{"counts":"32S1","size":[4,6]}},{"type":"caption","caption":"z"}]}]}',
  ],
  createMl: [
    '[{"image":"a.png","annotations":[{"label":"x","coordinates":{"x":3,"y":2,"width":2,"height":2}}]},{"image":"b.png","annotations":[]}]',
    '[{"imagefilename":"a.png","annotation":[{"label":"x","coordinates":{"x":3,"y":2,"width":2,"height":2}}]}]',
  ],
  fiftyOne: [
    '{"classes":["x","y"],"labels":{"a":[{"label":1,"bounding_box":[0.1,0.25,0.5,0.5],"confidence":0.9}],"b":[]}}',
    '{"classes":["x","y"],"labels":{"a":0,"b":1}}',
  ],
} as const;

export const xmlSeeds: readonly string[] = [
  '<annotation><filename>a.png</filename><size><width>6</width><height>4</height></size><object><name>x</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object></annotation>',
  '<annotations><image name="a.png" width="6" height="4"><box label="x" xtl="1" ytl="1" xbr="3" ybr="3"/><mask label="x" rle="1,2,1" left="0" top="0" width="2" height="2"/><polygon label="y" points="1,1;3,1;3,3"/></image></annotations>',
  '<eCitation><uId id="CXR1"/><Abstract><AbstractText Label="FINDINGS">Clear &amp; so.</AbstractText></Abstract><parentImage id="a"/></eCitation>',
];

/** Of OsiriX (INbreast), about the image whose name begins as the file's. */
export const regionSeeds: readonly string[] = [
  '<plist><dict><key>Images</key><array><dict><key>ROIs</key><array><dict><key>Name</key><string>x</string><key>Point_px</key><array><string>(1.5, 1.0)</string><string>(4, 1)</string><string>(4, 3)</string></array></dict></array></dict></array></dict></plist>',
];

/** Of LIDC-IDRI, about the slice `1.1`. */
export const lidcSeeds: readonly string[] = [
  `<LidcReadMessage><readingSession><unblindedReadNodule><roi><imageZposition>-1.5</imageZposition><imageSOP_UID>1.1</imageSOP_UID><inclusion>TRUE</inclusion>${[
    [0, 0],
    [3, 0],
    [3, 3],
    [0, 3],
  ]
    .map(([x, y]) => `<edgeMap><xCoord>${x}</xCoord><yCoord>${y}</yCoord></edgeMap>`)
    .join('')}</roi></unblindedReadNodule></readingSession></LidcReadMessage>`,
];

/** A row for each patient, whose pictures lie in folders. */
export const patientSeeds: readonly string[] = ['patient,label,age\nx1,sick,40\ny2,well,50\n'];

/** @param bitmap a PNG of a part of the picture, packed, in base64. */
export const superviselySeeds = (bitmap: string): readonly string[] => [
  `{"size":{"height":4,"width":6},"tags":[{"name":"x"},{"name":"age","value":"40"}],"objects":[${[
    '{"classTitle":"y","geometryType":"polygon","points":{"exterior":[[0,0],[5,0],[5,3],[0,3]],"interior":[[[1,1],[3,1],[3,2]]]}}',
    `{"classTitle":"z","geometryType":"bitmap","bitmap":{"data":"${bitmap}","origin":[1,1]}}`,
    '{"classTitle":"w","geometryType":"rectangle","points":{"exterior":[[1,1],[3,2]],"interior":[]}}',
  ].join()}]}`,
];
