import { mount } from '../shared/mount.js'
import { MeasureWindow } from './MeasureWindow.js'
import '../shared/theme.css'
import './measure.css'

mount(<MeasureWindow />)
