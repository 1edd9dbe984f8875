import { encode } from 'fast-png';
import { filesOf } from '../reader/test-files.ts';
import { pages } from '../tiff/test-tiff.ts';
import { otherMiniatures } from './test-miniatures-others.ts';
import { lines, studyMiniatures, type Miniature } from './test-miniatures-study.ts';

/** A grey picture of 10 x 10 pixels whose rows have these values. */
export const rowsPng = (...rows: readonly number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    encode({
      width: 10,
      height: 10,
      channels: 1,
      data: Uint8Array.from({ length: 100 }, (_, at) => rows[Math.floor(at / 10)] ?? 0),
    }),
  );

/** A black picture of a certain size. */
export const sizedPng = (width: number, height: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(encode({ width, height, channels: 1, data: new Uint8Array(width * height) }));

const sizedTiff = (width: number, height: number): Uint8Array<ArrayBuffer> => {
  const pixels = Array.from({ length: width * height }, () => 0);
  return pages([{ width, height, bits: 8, photometric: 1, pixels }]);
};

const roboflow = (split: string, film: string, digit: string) =>
  `${split}/${film}_jpg.rf.${digit.repeat(32)}.jpg`;

/** Every known data set in small, laid out as its publisher does; by the id of its recipe. */
export const miniatures: Readonly<Record<string, Miniature>> = {
  ...studyMiniatures,
  ...otherMiniatures,
  'kvasir-v2': {
    pictures: [
      'dyed-lifted-polyps',
      'dyed-resection-margins',
      'esophagitis',
      'normal-cecum',
      'normal-pylorus',
      'normal-z-line',
      'polyps',
      'ulcerative-colitis',
    ].flatMap((label) => [`${label}/${label}-1.jpg`, `${label}/${label}-2.jpg`]),
  },
  'kvasir-seg': {
    texts: {
      'kavsir_bboxes.json': JSON.stringify({
        cju0qkwl35piu0993l0dewei2: {
          height: 529,
          width: 622,
          bbox: [{ label: 'polyp', xmin: 38, ymin: 5, xmax: 430, ymax: 338 }],
        },
        cju0qoxqj9q6s0835b43399p4: {
          height: 1070,
          width: 1348,
          bbox: [{ label: 'polyp', xmin: 194, ymin: 284, xmax: 1012, ymax: 1001 }],
        },
      }),
    },
    pictures: ['images', 'masks'].flatMap((folder) => [
      `${folder}/cju0qkwl35piu0993l0dewei2.jpg`,
      `${folder}/cju0qoxqj9q6s0835b43399p4.jpg`,
    ]),
  },
  'cvc-clinicdb': {
    texts: Object.fromEntries(
      ['Original/1.tif', 'Original/2.tif', 'Ground Truth/1.tif', 'Ground Truth/2.tif'].map((path) => [
        path,
        sizedTiff(384, 288),
      ]),
    ),
  },
  cholecseg8k: {
    texts: Object.fromEntries(
      ['video01/video01_00080/frame_80', 'video12/video12_15750/frame_15750'].flatMap((frame) => [
        [`${frame}_endo.png`, rowsPng(1, 2, 3)],
        [`${frame}_endo_watershed_mask.png`, rowsPng(50, 50, 21, 21, 22, 255, 0, 36, 5, 50)],
        [`${frame}_endo_color_mask.png`, rowsPng(9, 8, 7)],
        [`${frame}_endo_mask.png`, rowsPng(7, 8, 9)],
      ]),
    ),
  },
  dentex: {
    texts: {
      'quadrant_enumeration_disease/train_quadrant_enumeration_disease.json': JSON.stringify({
        images: [{ height: 100, width: 200, id: 1, file_name: 'train_0.png' }],
        annotations: [
          {
            id: 1,
            image_id: 1,
            iscrowd: 0,
            area: 100,
            bbox: [10, 20, 10, 10],
            segmentation: [[10, 20, 20, 20, 20, 30, 10, 30]],
            category_id_1: 3,
            category_id_2: 7,
            category_id_3: 0,
          },
          {
            id: 2,
            image_id: 1,
            iscrowd: 0,
            area: 25,
            bbox: [50, 20, 5, 5],
            segmentation: [[50, 20, 55, 20, 55, 25, 50, 25]],
            category_id_1: 0,
            category_id_2: 3,
            category_id_3: 3,
          },
        ],
        categories_1: [1, 2, 3, 4].map((name, id) => ({
          id,
          name: String(name),
          supercategory: String(name),
        })),
        categories_2: [1, 2, 3, 4, 5, 6, 7, 8].map((name, id) => ({
          id,
          name: String(name),
          supercategory: String(name),
        })),
        categories_3: ['Impacted', 'Caries', 'Periapical Lesion', 'Deep Caries'].map((name, id) => ({
          id,
          name,
          supercategory: name,
        })),
      }),
    },
    pictures: ['quadrant_enumeration_disease/xrays/train_0.png'],
  },
  'dental-radiography': {
    texts: {
      'train/_annotations.csv': lines(
        'filename,width,height,class,xmin,ymin,xmax,ymax',
        `${roboflow('', '0158', 'a').slice(1)},640,640,Fillings,10,20,30,40`,
        `${roboflow('', '0158', 'b').slice(1)},640,640,Implant,15,20,30,40`,
        `${roboflow('', '0001', 'c').slice(1)},640,640,Cavity,1,2,3,4`,
        `${roboflow('', '0001', 'c').slice(1)},640,640,Impacted Tooth,100,200,300,400`,
      ),
      'test/_annotations.csv': lines(
        'filename,width,height,class,xmin,ymin,xmax,ymax',
        `${roboflow('', '0002', 'd').slice(1)},640,640,Fillings,10,20,30,40`,
      ),
    },
    pictures: [
      roboflow('train', '0158', 'a'),
      roboflow('train', '0158', 'b'),
      roboflow('train', '0001', 'c'),
      roboflow('test', '0002', 'd'),
    ],
  },
  oct2017: {
    pictures: [
      'train/CNV/CNV-1016042-1.jpeg',
      'train/CNV/CNV-1016042-2.jpeg',
      'train/DME/DME-15307-1.jpeg',
      'train/DRUSEN/DRUSEN-95633-1.jpeg',
      'train/NORMAL/NORMAL-12494-1.jpeg',
      'test/CNV/CNV-53264-1.jpeg',
      'test/NORMAL/NORMAL-25289-1.jpeg',
      'val/DME/DME-30521-1.jpeg',
    ],
  },
  idrid: {
    texts: {
      'B. Disease Grading/2. Groundtruths/a. IDRiD_Disease Grading_Training Labels.csv': lines(
        'Image name,Retinopathy grade,Risk of macular edema ,,',
        'IDRiD_001,3,2,,',
        'IDRiD_002,0,0,,',
      ),
      'B. Disease Grading/2. Groundtruths/b. IDRiD_Disease Grading_Testing Labels.csv': lines(
        'Image name,Retinopathy grade,Risk of macular edema ',
        'IDRiD_001,4,0',
      ),
      'C. Localization/2. Groundtruths/1. Optic Disc Center Location/a. IDRiD_OD_Center_Training Set_Markups.csv':
        lines('Image No,X- Coordinate,Y - Coordinate,,', 'IDRiD_001,2226,1455,,'),
      'C. Localization/2. Groundtruths/2. Fovea Center Location/IDRiD_Fovea_Center_Training Set_Markups.csv':
        lines('Image No,X- Coordinate,Y - Coordinate,', 'IDRiD_001,3000,1600,'),
    },
    pictures: [
      'A. Segmentation/1. Original Images/a. Training Set/IDRiD_01.jpg',
      'A. Segmentation/2. All Segmentation Groundtruths/a. Training Set/1. Microaneurysms/IDRiD_01_MA.tif',
      'A. Segmentation/2. All Segmentation Groundtruths/a. Training Set/3. Hard Exudates/IDRiD_01_EX.tif',
      'A. Segmentation/2. All Segmentation Groundtruths/a. Training Set/5. Optic Disc/IDRiD_01_OD.tif',
      'B. Disease Grading/1. Original Images/a. Training Set/IDRiD_001.jpg',
      'B. Disease Grading/1. Original Images/a. Training Set/IDRiD_002.jpg',
      'B. Disease Grading/1. Original Images/b. Testing Set/IDRiD_001.jpg',
      'C. Localization/1. Original Images/a. Training Set/IDRiD_001.jpg',
    ],
  },
  'isic2018-task1': {
    pictures: [
      'ISIC2018_Task1-2_Training_Input/ISIC_0000000.jpg',
      'ISIC2018_Task1-2_Training_Input/ISIC_0000001.jpg',
      'ISIC2018_Task1_Training_GroundTruth/ISIC_0000000_segmentation.png',
      'ISIC2018_Task1_Training_GroundTruth/ISIC_0000001_segmentation.png',
    ],
  },
  'nih-chest-xray14': {
    texts: {
      'Data_Entry_2017.csv': lines(
        'Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],',
        '00000001_000.png,Cardiomegaly|Pleural_Thickening,0,1,58,M,PA,2682,2749,0.143,0.143,',
        '00000001_001.png,No Finding,1,1,58,M,PA,2894,2729,0.143,0.143,',
        '00000002_000.png,Infiltration,0,2,81,F,AP,2500,2048,0.168,0.168,',
      ),
      'BBox_List_2017.csv': lines(
        'Image Index,Finding Label,Bbox [x,y,w,h],,,',
        '00000002_000.png,Infiltrate,225.08,547.02,86.78,79.19,,,',
      ),
      'train_val_list.txt': '00000001_000.png\n00000001_001.png',
      'test_list.txt': '00000002_000.png\r\n00000003_000.png\r\n',
    },
    pictures: ['images/00000001_000.png', 'images/00000001_001.png', 'images/00000002_000.png'],
  },
  'rsna-pneumonia': {
    texts: {
      'stage_2_train_labels.csv': lines(
        'patientId,x,y,width,height,Target',
        '0004cfab-14fd-4e49-80ba-63a80b6bddd6,,,,,0',
        '00436515-870c-4b36-a041-de91049b9ab4,264.0,152.0,213.0,379.0,1',
        '00436515-870c-4b36-a041-de91049b9ab4,562.0,152.0,256.0,453.0,1',
      ),
      'stage_2_detailed_class_info.csv': lines(
        'patientId,class',
        '0004cfab-14fd-4e49-80ba-63a80b6bddd6,No Lung Opacity / Not Normal',
        '00436515-870c-4b36-a041-de91049b9ab4,Lung Opacity',
        '00436515-870c-4b36-a041-de91049b9ab4,Lung Opacity',
      ),
    },
    pictures: [
      'stage_2_train_images/0004cfab-14fd-4e49-80ba-63a80b6bddd6.dcm',
      'stage_2_train_images/00436515-870c-4b36-a041-de91049b9ab4.dcm',
    ],
  },
  'vindr-cxr': {
    texts: {
      'train.csv': lines(
        'image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max',
        '50a418190bc3fb1ef1633bf9678929b3,No finding,14,R11,,,,',
        '50a418190bc3fb1ef1633bf9678929b3,No finding,14,R15,,,,',
        '9a5094b2563a1ef3ff50dc5c7ff71345,Cardiomegaly,3,R10,691.0,1375.0,1653.0,1831.0',
        '9a5094b2563a1ef3ff50dc5c7ff71345,ILD,5,R9,1264.0,743.0,1611.0,1019.0',
      ),
    },
    pictures: [
      'train/50a418190bc3fb1ef1633bf9678929b3.dicom',
      'train/9a5094b2563a1ef3ff50dc5c7ff71345.dicom',
    ],
  },
  'vqa-rad': {
    texts: {
      'VQA_RAD Dataset Public.json': JSON.stringify([
        {
          qid: '0',
          phrase_type: 'freeform',
          image_name: 'synpic54610.jpg',
          image_organ: 'HEAD',
          question: 'Are regions of the brain infarcted?',
          question_type: 'PRES',
          answer: 'Yes',
          answer_type: 'CLOSED',
        },
        {
          qid: '1',
          phrase_type: 'freeform',
          image_name: 'synpic29265.jpg',
          image_organ: 'CHEST',
          question: 'What type of imaging is this?',
          question_type: 'MODALITY',
          answer: 'Plain film',
          answer_type: 'OPEN',
        },
      ]),
    },
    pictures: ['VQA_RAD Image Folder/synpic54610.jpg', 'VQA_RAD Image Folder/synpic29265.jpg'],
  },
};

export const filesOfMiniature = ({ texts = {}, pictures = [] }: Miniature) => filesOf(texts, pictures);
